"use server";

import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { z } from "zod";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { inviteAdministrator, inviteOfficer, suspendAdministrator, suspendOfficer } from "@/lib/features/admin/offices/commands";
import { addOperator } from "@/lib/features/admin/operators/commands";
import { accountParams, administratorBody, firstAccountForm, officerBody, operatorBody, recoveryForm } from "@/lib/features/admin/record/schema";
import { recoverCiso } from "@/lib/features/admin/recovery/commands";
import type { Invitation } from "@/lib/features/organisation/record/schema";
import { dateTimeText, dateWithWeekday } from "@/lib/labels/japanese-date";
import { requireVisitor } from "@/lib/server/auth/current";
import { entriesOf, readForm } from "@/lib/server/use-cases/form-input";
import { type FormOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { bareAction, boundId, formAction } from "@/lib/server/use-cases/server-action";

export const addOperatorAction = formAction([], async (_previous, form) => {
  const body = readForm(operatorBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const result = await addOperator(await requireVisitor(), randomUUID(), body.value, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return { status: "done", message: `「${result.value.name}」を登録しました。続けて最初のアカウントを作ってください。` };
});

export const addFirstAccountAction = formAction([], async (_previous, form) => {
  const { operatorId, ...entered } = entriesOf(form);
  const body = readForm(firstAccountForm, { operatorId, account: entered });
  if (!body.ok) return body.refusal;
  const { operatorId: operator, account } = body.value;
  const result = await addFirstAccount(await requireVisitor(), operator, account, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  return issued(result.value, "最初のアカウントを作りました。");
});

const issued = ({ link, expiresAt }: Invitation, message: string): FormOutcome => ({
  ...{ status: "done", message },
  secret: {
    label: "招待リンク（この画面だけに表示します）",
    text: link,
    note: `本人だけに渡してください。${dateWithWeekday(new Date(expiresAt))}まで、一度だけ使えます。`,
  },
});

export const recoverCisoAction = formAction([], async (_previous, form) => {
  const { operatorId, ...entered } = entriesOf(form);
  const body = readForm(recoveryForm, { operatorId, recovery: entered });
  if (!body.ok) return body.refusal;
  const result = await recoverCiso(await requireVisitor(), body.value.operatorId, body.value.recovery, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  const { link, effectiveAt, expiresAt } = result.value;
  const note = `CISO本人だけに渡してください。${dateTimeText(new Date(effectiveAt))}から${dateTimeText(new Date(expiresAt))}まで、一度だけ使えます。事業者に知らせました。`;
  return {
    status: "done",
    message: "リンクを作りました。24時間後から使えます。",
    secret: { label: "決め直しのリンク（この画面だけに表示します）", text: link, note },
  };
});

export const inviteOfficerAction = formAction([], async (_previous, form) => {
  const body = readForm(officerBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const result = await inviteOfficer(await requireVisitor(), body.value, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return issued(result.value, "所管省庁の担当者を招待しました。");
});

export const inviteAdministratorAction = formAction([], async (_previous, form) => {
  const body = readForm(administratorBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const result = await inviteAdministrator(await requireVisitor(), body.value, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return issued(result.value, "ポータル管理者を招待しました。");
});

const SUSPEND = { ministryOfficer: suspendOfficer, platformAdministrator: suspendAdministrator } as const;

/** Bound to an account of the list; the account's id is checked where it is used. */
export const suspendAction = bareAction([z.enum(["ministryOfficer", "platformAdministrator"]), boundId], async (office, accountId) => {
  const account = accountParams.safeParse({ accountId });
  if (!account.success || !(office in SUSPEND)) return refusedOutcome(NOT_FOUND);
  const result = await SUSPEND[office](await requireVisitor(), account.data.accountId, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return { status: "done", message: "アカウントを停止しました。招待すると、新しいアカウントになります。" };
});
