"use server";

import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { appointmentsBody, departmentBody, departmentPatch, personBody, personForm, systemBody, systemPatch } from "@/lib/features/organisation/record/schema";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { dateWithWeekday } from "@/lib/labels/japanese-date";
import { requireVisitor } from "@/lib/server/auth/current";
import { entriesOf, readForm } from "@/lib/server/use-cases/form-input";
import { type FormOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

/** The page again with what is there now, or why nothing changed. */
function outcome(result: Result<unknown, Refusal>, message: string): FormOutcome {
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return { status: "done", message };
}

export const addPersonAction = formAction([], async (_previous, form) => {
  const body = readForm(personBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const id = randomUUID();
  const result = await addPerson(await requireVisitor(), id, body.value, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  redirect(`/operator/people/${id}`);
});

export const changePersonAction = formAction([boundId], async (personId, _previous, form) => {
  const body = readForm(personForm, { staffNumber: null, ...entriesOf(form) });
  if (!body.ok) return body.refusal;
  const { samePerson, ...patch } = body.value;
  const result = await changePerson(await requireVisitor(), personId, { ...patch, samePerson: samePerson === "on" }, new Date());
  const without = result.ok && !result.value.hasPassword && result.value.leftAt === null;
  return outcome(result, without ? "登録を直しました。この人にはいまパスワードがないので、招待リンクを作って本人に渡してください。" : "登録を直しました。");
});

export const leaveAction = formAction([boundId, z.boolean()], async (personId, left) => {
  const result = await changePerson(await requireVisitor(), personId, { left }, new Date());
  return outcome(
    result,
    left
      ? "退職を登録しました。サインインできなくなり、役割も外れています。"
      : "復職を登録しました。前のパスワードは使えません。招待リンクを作って本人に渡し、役割は付け直してください。",
  );
});

export const appointAction = formAction([boundId], async (personId, _previous, form) => {
  const appointments = form.getAll("appointment").map((value) => {
    const [role, departmentId, systemId] = String(value).split("/");
    return { role, departmentId: departmentId || null, systemId: systemId || null };
  });
  const body = readForm(appointmentsBody, { appointments });
  if (!body.ok) return body.refusal;
  return outcome(await appoint(await requireVisitor(), personId, body.value.appointments, new Date()), "役割を決めました。");
});

export const inviteAction = formAction([boundId], async (personId) => {
  const result = await invitePerson(await requireVisitor(), personId, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  return {
    status: "done",
    message: "招待リンクを作りました。",
    secret: {
      label: "招待リンク（この画面だけに表示します）",
      text: result.value.link,
      note: `本人だけに渡してください。${dateWithWeekday(new Date(result.value.expiresAt))}まで、一度だけ使えます。`,
    },
  };
});

export const addDepartmentAction = formAction([], async (_previous, form) => {
  const body = readForm(departmentBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  return outcome(await addDepartment(await requireVisitor(), randomUUID(), body.value, new Date()), `「${body.value.name}」を加えました。`);
});

export const changeDepartmentAction = formAction([boundId], async (departmentId, _previous, form) => {
  const body = readForm(departmentPatch, { name: "", ...entriesOf(form) });
  if (!body.ok) return body.refusal;
  return outcome(await changeDepartment(await requireVisitor(), departmentId, body.value, new Date()), "部署の名前を直しました。");
});

export const retireDepartmentAction = formAction([boundId, z.boolean()], async (departmentId, retired) => {
  const result = await changeDepartment(await requireVisitor(), departmentId, { retired }, new Date());
  return outcome(result, retired ? "部署を廃止しました。" : "部署を元に戻しました。");
});

export const addSystemAction = formAction([], async (_previous, form) => {
  const body = readForm(systemBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  return outcome(await addSystem(await requireVisitor(), randomUUID(), body.value, new Date()), `「${body.value.name}」を加えました。`);
});

export const changeSystemAction = formAction([boundId], async (systemId, _previous, form) => {
  const body = readForm(systemPatch, { name: "", departmentId: "", ...entriesOf(form) });
  if (!body.ok) return body.refusal;
  return outcome(await changeSystem(await requireVisitor(), systemId, body.value, new Date()), "重要システムの登録を直しました。");
});

export const retireSystemAction = formAction([boundId, z.boolean()], async (systemId, retired) => {
  const result = await changeSystem(await requireVisitor(), systemId, { retired }, new Date());
  return outcome(result, retired ? "重要システムを廃止しました。" : "重要システムを元に戻しました。");
});
