"use server";

import { refresh } from "next/cache";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { refusal } from "@/lib/domain/shared/refusal";
import { acceptInvitation, readLink } from "@/lib/features/accounts/invitation/commands";
import { changePassword, confirmPasswordOrigin, setShortcutKeys } from "@/lib/features/accounts/passwords/commands";
import { administratorForm, changePasswordForm, firstPasswordForm } from "@/lib/features/accounts/record/schema";
import { createToken, revokeToken } from "@/lib/features/accounts/tokens/commands";
import { revokeAnnouncedLink } from "@/lib/features/organisation/announced-links/commands";
import { dateWithWeekday } from "@/lib/labels/japanese-date";
import { withNotice } from "@/lib/labels/notices";
import { deviceCookie } from "@/lib/server/auth/cookie";
import { currentVisitor } from "@/lib/server/auth/current";
import { rememberDevice } from "@/lib/server/auth/device";
import { cookieValue } from "@/lib/server/auth/visitor";
import { commandForm } from "@/lib/server/use-cases/command-form";
import { entriesOf, readForm } from "@/lib/server/use-cases/form-input";
import { type FormOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundText, formAction, signedInAction } from "@/lib/server/use-cases/server-action";

export const changePasswordAction = signedInAction([], async (visitor, form) => {
  const body = readForm(changePasswordForm, entriesOf(form));
  if (!body.ok) return body.refusal;
  const { current, password } = body.value;
  const result = await changePassword(visitor, { current, password }, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  if (visitor.sessionId !== null) await stayKnown(visitor.sessionId, (await headers()).get("cookie"));
  refresh();
  return {
    status: "done",
    message: "パスワードを変えました。ほかの端末は、次の操作でサインインし直します。アクセストークン（プログラムのための鍵）は使えなくなりました。",
  };
});

/** After a new password, browsers that knew the old one count as unknown; this one has just proven itself, so it stays known. */
async function stayKnown(sessionId: string, cookie: string | null): Promise<void> {
  const { name, options } = deviceCookie();
  (await cookies()).set(name, await rememberDevice(sessionId, cookieValue(cookie, name), new Date()), options);
}

export const setShortcutKeysAction = commandForm(setShortcutKeys, [], {
  next: ({ shortcutKeys }) => ({ status: "done", message: shortcutKeys ? "キー操作を使います。" : "キー操作を止めました。" }),
});

export const createTokenAction = commandForm(createToken, [], {
  next: ({ token, expiresAt }) => {
    const note = `安全な場所に控えてください。${dateWithWeekday(new Date(expiresAt))}まで使えます。`;
    return { status: "done", message: "トークンを作りました。", secret: { label: "トークン（この画面だけに表示します）", text: token, note } };
  },
});

export const revokeTokenAction = commandForm(revokeToken, ["tokenId"], { next: () => ({ status: "done", message: "トークンを取り消しました。" }) });

export const confirmPasswordOriginAction = commandForm(confirmPasswordOrigin, [], { next: () => ({ status: "done", message: "確かめました。" }) });

export const revokeAnnouncedLinkAction = commandForm(revokeAnnouncedLink, ["linkId"], {
  next: () => ({ status: "done", message: "リンクを取り消しました。" }),
});

const SOMEONE_ELSE = refusal("wrong_state", "このブラウザーでは、ほかの人がサインインしています。サインアウトしてから、本人がリンクを開いてください。");

/** Sets the password by an invitation, unless somebody else is signed in in this browser. */
export const acceptInvitationAction = formAction([boundText, z.boolean()], async (secret, asksIdentity, _previous, form) => {
  const entered = entriesOf(form);
  const signedIn = (await currentVisitor())?.account.accountId;
  const link = signedIn === undefined ? null : await readLink(secret, new Date());
  if (link && link.account.accountId !== signedIn) return refusedOutcome(SOMEONE_ELSE);
  if (asksIdentity) {
    const body = readForm(administratorForm, entered);
    if (!body.ok) return body.refusal;
    const { name, email, password } = body.value;
    return accepted(await acceptInvitation(secret, password, { name, email }, new Date()));
  }
  const body = readForm(firstPasswordForm, entered);
  return body.ok ? accepted(await acceptInvitation(secret, body.value.password, null, new Date())) : body.refusal;
});

/** The link is used up, so that the next page is where the password is used. */
function accepted(result: Awaited<ReturnType<typeof acceptInvitation>>): FormOutcome {
  if (result.ok) redirect(withNotice("/login", "password-set"));
  return refusedOutcome(result.refusal);
}
