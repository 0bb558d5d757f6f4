import "server-only";
import { z } from "zod";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { somebody } from "@/lib/features/organisation/people/record";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { presentAccount } from "@/lib/features/organisation/unlocking/record";
import { liftLock } from "@/lib/server/auth/lock";
import { command, post } from "@/lib/server/use-cases/use-case";

/**
 * Lifts the lock of a person whose account failed too often. For visitors who may make a link for the person, three times a
 * day (`portal_unlock`), and for this account only: accounts of the same address at other operators stay as they are.
 */
export const unlockPerson = command({
  name: "people.unlock",
  may: "people.manage",
  api: post("/people/{personId}/unlock", "unlockPerson", PEOPLE_TAG, "失敗が続いて止まったサインインを、また使えるようにする", 204),
  on: somebody.exclusive,
  output: z.null(),
  refuses: ["not_permitted", "not_found", "wrong_state"],
  wayBack: { none: "the person still signs in with the password" },
  takesOwnRights: true,
  async run({ transaction, subject: { operatorId, id }, now }) {
    const account = await presentAccount(transaction, operatorId, id);
    if (!account) return refused(NOT_FOUND);
    const notLifted = await liftLock(transaction, account.id, now);
    return notLifted ? refused(notLifted) : granted(null);
  },
});
