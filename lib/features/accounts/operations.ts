import { z } from "zod";
import * as own from "@/lib/features/accounts/me/queries";
import * as passwords from "@/lib/features/accounts/passwords/commands";
import { changePasswordBody, TAG } from "@/lib/features/accounts/record/schema";
import * as tokens from "@/lib/features/accounts/tokens/commands";
import { type Operation, operation } from "@/lib/server/use-cases/operation";
import { useCasesOf } from "@/lib/server/use-cases/use-case";

/** Everything that can be done with one's own account. */
export const accountOperations: readonly Operation[] = [
  ...[own, passwords, tokens].flatMap(useCasesOf).map(({ operation: declared }) => declared),
  // Not a use case: passwords are compared and hashed before the transaction, which would otherwise be open so long.
  operation({
    tag: TAG,
    id: "changePassword",
    method: "PUT",
    path: "/account/password",
    summary: "パスワードを変える。ほかのセッションとアクセストークンは終わる",
    status: 204,
    body: changePasswordBody,
    response: z.null(),
    handle: async ({ visitor, now, sessionId }, { body: { current, password } }) =>
      passwords.changePassword(visitor, current, password, await sessionId(), now),
  }),
];
