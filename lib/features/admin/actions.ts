"use server";

import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { inviteAdministrator, inviteOfficer, suspendAdministrator, suspendOfficer } from "@/lib/features/admin/offices/commands";
import { addOperator, changeOperator, reinstateOperator, stopOperator } from "@/lib/features/admin/operators/commands";
import { operatorHref } from "@/lib/features/admin/operators/parts";
import { recoverCiso } from "@/lib/features/admin/recovery/commands";
import type { Invitation } from "@/lib/features/organisation/record/schema";
import { dateTimeText, dateWithWeekday } from "@/lib/labels/japanese-date";
import { commandForm } from "@/lib/server/use-cases/command-form";
import { entriesOf } from "@/lib/server/use-cases/form-input";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";

export const addOperatorAction = commandForm(addOperator, [], { next: ({ id }) => operatorHref(id) });

export const changeOperatorAction = commandForm(changeOperator, ["operatorId"], { next: () => ({ status: "done", message: "直しました。" }) });

export const stopOperatorAction = commandForm(stopOperator, ["operatorId"], {
  next: () => ({ status: "done", message: "利用を止めました。この画面で、いつでも再開できます。" }),
});

export const reinstateOperatorAction = commandForm(reinstateOperator, ["operatorId"], {
  next: () => ({ status: "done", message: "利用を再開しました。この事業者の人は、前と同じパスワードでサインインできます。" }),
});

const issued = ({ link, expiresAt }: Invitation, message: string): FormOutcome => ({
  ...{ status: "done", message },
  secret: {
    label: "招待リンク（この画面だけに表示します）",
    text: link,
    note: `本人だけに渡してください。${dateWithWeekday(new Date(expiresAt))}まで、一度だけ使えます。`,
  },
});

export const addFirstAccountAction = commandForm(addFirstAccount, ["operatorId"], {
  entered: entriesOf,
  next: (invitation) => issued(invitation, "最初のアカウントを作りました。"),
});

export const recoverCisoAction = commandForm(recoverCiso, ["operatorId"], {
  next: ({ link, effectiveAt, expiresAt }) => {
    const note = `CISO本人だけに渡してください。${dateTimeText(new Date(effectiveAt))}から${dateTimeText(new Date(expiresAt))}まで、一度だけ使えます。事業者に知らせました。`;
    return {
      status: "done",
      message: "リンクを作りました。24時間後から使えます。",
      secret: { label: "決め直しのリンク（この画面だけに表示します）", text: link, note },
    };
  },
});

export const inviteOfficerAction = commandForm(inviteOfficer, [], { next: (invitation) => issued(invitation, "所管省庁の担当者を招待しました。") });

export const inviteAdministratorAction = commandForm(inviteAdministrator, [], { next: (invitation) => issued(invitation, "ポータル管理者を招待しました。") });

const suspended = (): FormOutcome => ({ status: "done", message: "アカウントを停止しました。招待すると、新しいアカウントになります。" });

export const suspendOfficerAction = commandForm(suspendOfficer, ["accountId"], { next: suspended });

export const suspendAdministratorAction = commandForm(suspendAdministrator, ["accountId"], { next: suspended });
