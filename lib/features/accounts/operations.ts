import { z } from "zod";
import { granted } from "@/lib/domain/shared/result";
import { changePassword, confirmPasswordOrigin, setShortcutKeys } from "@/lib/features/accounts/passwords/commands";
import { accountPatch, changePasswordBody, type Me, me, newToken, tokenBody, tokenPage, tokenParams, tokensQuery } from "@/lib/features/accounts/record/schema";
import { createToken, listTokens, revokeToken } from "@/lib/features/accounts/tokens/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Operation, operation } from "@/lib/server/use-cases/operation";

const ACCOUNT = { tag: "自分のアカウント" } as const;

const meOf = ({ account, actor }: Visitor): Me => {
  const { accountId, name, email, operatorId, operatorName, personId, departmentId, sectorId, shortcutKeys } = account;
  const appointments = actor.appointments.map((one) => ({ role: one.role, departmentId: one.departmentId ?? null, systemId: one.systemId ?? null }));
  const { how, as, makerName, madeAt, setAt } = account.passwordOrigin ?? {};
  const passwordOrigin = madeAt !== undefined && setAt !== undefined ? { how: how ?? null, as: as ?? null, makerName: makerName ?? null, madeAt, setAt } : null;
  return { accountId, name, email, operatorId, operatorName, personId, departmentId, sectorId, shortcutKeys, passwordOrigin, appointments };
};

export const accountOperations: readonly Operation[] = [
  operation({
    ...ACCOUNT,
    id: "readMe",
    method: "GET",
    path: "/me",
    summary: "サインインしている人と役割",
    status: 200,
    response: me,
    handle: ({ visitor }) => Promise.resolve(granted(meOf(visitor))),
  }),
  operation({
    ...ACCOUNT,
    id: "changeAccount",
    method: "PATCH",
    path: "/account",
    summary: "点検票のキー操作を使うかを決める",
    status: 200,
    body: accountPatch,
    response: me,
    handle: async ({ visitor, now }, { body: { shortcutKeys } }) => {
      const changed = await setShortcutKeys(visitor, shortcutKeys, now);
      return changed.ok ? granted({ ...meOf(visitor), shortcutKeys }) : changed;
    },
  }),
  operation({
    ...ACCOUNT,
    id: "changePassword",
    method: "PUT",
    path: "/account/password",
    summary: "パスワードを変える。ほかのセッションとアクセストークンは終わる",
    status: 204,
    body: changePasswordBody,
    response: z.null(),
    handle: async ({ visitor, now, sessionId }, { body: { current, password } }) => changePassword(visitor, current, password, await sessionId(), now),
  }),
  operation({
    ...ACCOUNT,
    id: "confirmPasswordOrigin",
    method: "POST",
    path: "/account/password/confirmation",
    summary: "パスワードがどのリンクで決められたかを確かめたと伝える",
    status: 204,
    response: z.null(),
    handle: ({ visitor, now }) => confirmPasswordOrigin(visitor, now),
  }),
  operation({
    ...ACCOUNT,
    id: "listTokens",
    method: "GET",
    path: "/tokens",
    summary: "自分のアクセストークンの一覧",
    status: 200,
    query: tokensQuery,
    response: tokenPage,
    handle: ({ visitor, now }, { query }) => listTokens(visitor, query, now),
  }),
  operation({
    ...ACCOUNT,
    id: "createToken",
    method: "POST",
    path: "/tokens",
    summary: "アクセストークンを作る。値はこの応答だけにある。トークンで頼むときは、その期限より長くは作れない",
    status: 201,
    body: tokenBody,
    response: newToken,
    handle: ({ visitor, now }, { body }) => createToken(visitor, body, now),
  }),
  operation({
    ...ACCOUNT,
    id: "revokeToken",
    method: "DELETE",
    path: "/tokens/{tokenId}",
    summary: "アクセストークンを取り消す",
    status: 204,
    params: tokenParams,
    response: z.null(),
    handle: ({ visitor, now }, { params }) => revokeToken(visitor, params.tokenId, now),
  }),
];
