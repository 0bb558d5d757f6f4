import "server-only";
import { z } from "zod";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { lockedHolder, type Office, PLACE } from "@/lib/features/admin/offices/record";
import { PLATFORM_TAG } from "@/lib/features/admin/record/schema";
import { liftLock } from "@/lib/server/auth/lock";
import { command, post } from "@/lib/server/use-cases/use-case";

/** Lifts the lock of an office holder whose address failed too often. For the platform. */
const unlocking = (name: string, role: Office, id: string, summary: string) =>
  command({
    name,
    may: "platform.accounts",
    api: post(`/${PLACE[role]}/{accountId}/unlock`, id, PLATFORM_TAG, summary, 204),
    on: lockedHolder,
    output: z.null(),
    wayBack: { none: "the holder still signs in with the password" },
    async run({ transaction, subject: { accountId }, now }) {
      if ((await transaction.account.count({ where: { id: accountId, operatorId: null, role, disabledAt: null } })) !== 1) return refused(NOT_FOUND);
      const notLifted = await liftLock(transaction, accountId, now);
      return notLifted ? refused(notLifted) : granted(null);
    },
  });

export const unlockOfficer = unlocking(
  "platform.unlockOfficer",
  "ministryOfficer",
  "unlockMinistryOfficer",
  "所管省庁の担当者の、失敗が続いて止まったサインインを、また使えるようにする",
);

export const unlockAdministrator = unlocking(
  "platform.unlockAdministrator",
  "platformAdministrator",
  "unlockPlatformAdministrator",
  "ポータル管理者の、失敗が続いて止まったサインインを、また使えるようにする",
);
