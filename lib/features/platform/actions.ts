"use server";

import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import type { SecretOutcome } from "@/components/account/secret-form";
import type { FormOutcome } from "@/components/ui/action-form";
import { requireVisitor } from "@/lib/auth/current";
import { entriesOf, formRefusal, readForm } from "@/lib/http/form-input";
import { dateWithWeekday } from "@/lib/features/japanese-date";
import type { Invitation } from "@/lib/features/organisation/schema";
import { addFirstAccount } from "@/lib/features/platform/first-account";
import { inviteAdministrator, inviteOfficer } from "@/lib/features/platform/offices";
import { addOperator } from "@/lib/features/platform/operators";
import { administratorBody, firstAccountBody, officerBody, operatorBody, operatorParams } from "@/lib/features/platform/schema";

export async function addOperatorAction(_previous: FormOutcome, form: FormData): Promise<FormOutcome> {
  const body = readForm(operatorBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const result = await addOperator(await requireVisitor(), randomUUID(), body.value, new Date());
  if (!result.ok) return formRefusal(result.refusal);
  refresh();
  return { status: "done", message: `「${result.value.name}」を登録しました。続けて最初のアカウントを作ってください。` };
}

export async function addFirstAccountAction(_previous: SecretOutcome, form: FormData): Promise<SecretOutcome> {
  const { operatorId, ...entered } = entriesOf(form);
  const params = operatorParams.safeParse({ operatorId });
  if (!params.success) return { status: "refused", message: "事業者を選んでください。" };
  const body = readForm(firstAccountBody, entered);
  if (!body.ok) return body.refusal;
  const result = await addFirstAccount(await requireVisitor(), params.data.operatorId, body.value, new Date());
  if (!result.ok) return formRefusal(result.refusal);
  return issued(result.value, "最初のアカウントを作りました。");
}

const issued = ({ link, expiresAt }: Invitation, message: string): SecretOutcome => ({
  ...{ status: "issued", message, label: "招待リンク（この画面だけに表示します）", secret: link },
  note: `本人だけに渡してください。${dateWithWeekday(new Date(expiresAt))}まで、一度だけ使えます。`,
});

export async function inviteOfficerAction(_previous: SecretOutcome, form: FormData): Promise<SecretOutcome> {
  const body = readForm(officerBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const result = await inviteOfficer(await requireVisitor(), body.value, new Date());
  if (!result.ok) return formRefusal(result.refusal);
  refresh();
  return issued(result.value, "所管省庁の担当者を招待しました。");
}

export async function inviteAdministratorAction(_previous: SecretOutcome, form: FormData): Promise<SecretOutcome> {
  const body = readForm(administratorBody, entriesOf(form));
  if (!body.ok) return body.refusal;
  const result = await inviteAdministrator(await requireVisitor(), body.value, new Date());
  if (!result.ok) return formRefusal(result.refusal);
  refresh();
  return issued(result.value, "ポータル管理者を招待しました。");
}
