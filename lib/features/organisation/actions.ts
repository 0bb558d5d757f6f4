"use server";

import { z } from "zod";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { departmentBody, personBody, systemBody } from "@/lib/features/organisation/record/schema";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { confirmedMoving, type MovedSheets } from "@/lib/features/sheets/moving/schema";
import { dateWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { commandForm, enteredIn } from "@/lib/server/use-cases/command-form";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";

const done = (message: string): FormOutcome => ({ status: "done", message });

/** The person's data in a form; an empty staff number means none. */
const personIn = (form: FormData) => ({ ...enteredIn(personBody, form), staffNumber: form.get("staffNumber") || null });

/** The number of sheets that the page said would move to another department. */
const MOVING = z.object(confirmedMoving);

/** How many move depends on the department that is chosen in the same form. A name that is close to another is refused without a number. */
const movingConfirmed = (current?: MovedSheets) => (current ? { confirmedSheets: current.movedSheets } : {});

const nothing = () => ({});

/** The department to come back into, where the page asks for one, and the number of sheets that it said would move there. */
const RETURN = z.object({ departmentId: systemBody.shape.departmentId, ...confirmedMoving });
const returning = (form: FormData) => enteredIn(RETURN, form);

export const addPersonAction = commandForm(addPerson, [], { entered: personIn, next: ({ id }) => `/operator/people/${id}` });

export const changePersonAction = commandForm(changePerson, ["personId"], {
  entered: (form) => ({ ...personIn(form), ...enteredIn(MOVING, form), samePerson: form.has("samePerson") }),
  confirms: movingConfirmed,
  next: ({ hasPassword, leftAt }) =>
    done(
      !hasPassword && leftAt === null ? "登録を直しました。この人にはいまパスワードがないので、招待リンクを作って本人に渡してください。" : "登録を直しました。",
    ),
});

export const leaveAction = commandForm(changePerson, ["personId", "left"], {
  entered: returning,
  confirms: movingConfirmed,
  next: (_changed, { left }) =>
    done(
      left === true
        ? "退職を登録しました。サインインできなくなり、役割も外れています。"
        : "復職を登録しました。前のパスワードは使えません。招待リンクを作って本人に渡し、役割は付け直してください。",
    ),
});

export const inviteAction = commandForm(invitePerson, ["personId"], {
  next: ({ link, expiresAt }) => ({
    status: "done",
    message: "招待リンクを作りました。",
    secret: {
      label: "招待リンク（この画面だけに表示します）",
      text: link,
      note: `本人だけに渡してください。${dateWithWeekday(new Date(expiresAt))}まで、一度だけ使えます。`,
    },
  }),
});

export const addDepartmentAction = commandForm(addDepartment, [], { next: ({ name }) => done(sentence`「${name}」を加えました。`) });

export const changeDepartmentAction = commandForm(changeDepartment, ["departmentId"], {
  entered: (form) => enteredIn(departmentBody, form),
  next: () => done("部署の名前を直しました。"),
});

export const retireDepartmentAction = commandForm(changeDepartment, ["departmentId", "retired"], {
  entered: nothing,
  next: (_changed, { retired }) => done(retired === true ? "部署を廃止しました。" : "部署を元に戻しました。"),
});

export const addSystemAction = commandForm(addSystem, [], { next: ({ name }) => done(sentence`「${name}」を加えました。`) });

export const changeSystemAction = commandForm(changeSystem, ["systemId"], {
  entered: (form) => enteredIn(systemBody.extend(confirmedMoving), form),
  confirms: movingConfirmed,
  next: () => done("重要システムの登録を直しました。"),
});

export const retireSystemAction = commandForm(changeSystem, ["systemId", "retired"], {
  entered: returning,
  confirms: movingConfirmed,
  next: (_changed, { retired }) => done(retired === true ? "重要システムを廃止しました。" : "重要システムを元に戻しました。"),
});
