import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { NOT_FOUND, orNotFound, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { lockedHolder, lockedOffice, type Office, PLACE } from "@/lib/features/admin/offices/record";
import { unknownSector } from "@/lib/features/admin/record/record";
import { administratorBody, officerBody, PLATFORM_TAG } from "@/lib/features/admin/record/schema";
import { linkAccounts } from "@/lib/features/organisation/invitations/commands";
import { invitation } from "@/lib/features/organisation/record/schema";
import { deniedToOneself } from "@/lib/labels/permission-words";
import type { Transaction } from "@/lib/server/database/client";
import { command, del, post } from "@/lib/server/use-cases/use-case";

interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly sectorId: string | null;
}

interface Found {
  readonly id: string;
  readonly hadPassword: boolean;
}

/** The open account of the address in the office, created if there is none. A suspended one stays closed, with its history. */
async function accountFor(transaction: Transaction, role: Office, { name, email, sectorId }: Newcomer): Promise<Found | null> {
  await transaction.$executeRaw`
    INSERT INTO account (id, email, name, sector_id, role) VALUES (${randomUUID()}::uuid, ${email}, ${name}, ${sectorId}::text, ${role})
    ON CONFLICT DO NOTHING`;
  return transaction.account.findFirst({ where: { email, operatorId: null, role, sectorId, disabledAt: null }, select: { id: true, hadPassword: true } });
}

const HAS_PASSWORD = refusal(
  "wrong_state",
  "この人は、もうパスワードを決めています。忘れたときや後任に替わるときは、いまのアカウントを停止してから招待してください。新しいアカウントになり、前の人の記録は残ります。",
);

async function invite(transaction: Transaction, role: Office, newcomer: Newcomer, now: Date) {
  const account = await accountFor(transaction, role, newcomer);
  if (!account) return refused(NOT_FOUND);
  if (account.hadPassword) return refused(HAS_PASSWORD);
  const links = await linkAccounts(transaction, [account.id], "office", now);
  return orNotFound(links.get(account.id));
}

/** Invites a ministry officer for one sector, with a link to set a password. For the platform; repeated before the link is used, it returns a new one. */
export const inviteOfficer = command({
  name: "platform.inviteOfficer",
  may: "platform.accounts",
  api: post("/ministry-officers", "inviteMinistryOfficer", PLATFORM_TAG, "所管省庁の担当者のアカウントを作り、パスワードを決めるリンクを作る", 201),
  on: lockedOffice("ministryOfficer"),
  input: officerBody,
  output: invitation,
  refuses: ["not_found", "invalid_input", "wrong_state"],
  keeps: ["name", "email", "sectorId"],
  wayBack: { by: "platform.suspendOfficer" },
  async run({ transaction, input, now, addDetail }) {
    const unknown = await unknownSector(transaction, input.sectorId);
    if (unknown) return refused(unknown);
    const made = await invite(transaction, "ministryOfficer", input, now);
    if (made.ok) addDetail({ expiresAt: made.value.expiresAt });
    return made;
  },
});

/** Invites another platform administrator, with a link to set a password. For the platform; repeated before the link is used, it returns a new one. */
export const inviteAdministrator = command({
  name: "platform.inviteAdministrator",
  may: "platform.accounts",
  api: post("/platform-administrators", "invitePlatformAdministrator", PLATFORM_TAG, "ポータル管理者のアカウントを作り、パスワードを決めるリンクを作る", 201),
  on: lockedOffice("platformAdministrator"),
  input: administratorBody,
  output: invitation,
  refuses: ["not_found", "wrong_state"],
  keeps: ["name", "email"],
  wayBack: { by: "platform.suspendAdministrator" },
  async run({ transaction, input, now, addDetail }) {
    addDetail({ sectorId: null });
    const made = await invite(transaction, "platformAdministrator", { ...input, sectorId: null }, now);
    if (made.ok) addDetail({ expiresAt: made.value.expiresAt });
    return made;
  },
});

const OWN_ACCOUNT = deniedToOneself("platform.accounts", (may) => `自分のアカウントは停止できません。ほかの${may}に頼んでください。`);

/**
 * Closes an account of the office permanently: its password, sessions, tokens and link become invalid, its records stay. A
 * new invitation at the same address creates a new account. For the platform; refused for the own account, so that somebody
 * remains.
 */
const suspension = <const Name extends string>(name: Name, role: Office, id: string, summary: string) =>
  command({
    name,
    may: "platform.accounts",
    api: del(`/${PLACE[role]}/{accountId}`, id, PLATFORM_TAG, summary, 204),
    on: lockedHolder,
    output: z.null(),
    refuses: ["not_permitted", "not_found"],
    wayBack: { none: "the same address gets a new account (ADR 0016)" },
    async run({ transaction, visitor, subject: { accountId }, now }) {
      if (accountId === visitor.account.accountId) return refused(OWN_ACCOUNT);
      const { count } = await transaction.account.updateMany({
        where: { id: accountId, operatorId: null, role, disabledAt: null },
        data: { disabledAt: now, passwordHash: null },
      });
      return count === 1 ? granted(null) : refused(NOT_FOUND);
    },
  });

export const suspendOfficer = suspension("platform.suspendOfficer", "ministryOfficer", "suspendMinistryOfficer", "所管省庁の担当者のアカウントを停止する");

export const suspendAdministrator = suspension(
  "platform.suspendAdministrator",
  "platformAdministrator",
  "suspendPlatformAdministrator",
  "ポータル管理者のアカウントを停止する",
);
