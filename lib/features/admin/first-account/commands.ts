import "server-only";
import { randomUUID } from "node:crypto";
import { conflictingAppointments } from "@/lib/domain/access/separation";
import { orNotFound, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { servedOperator } from "@/lib/features/admin/operator-job/record";
import { type FirstAccountBody, firstAccountBody, OPERATORS_TAG } from "@/lib/features/admin/record/schema";
import { hasPassword, platformsChoices, readCisos } from "@/lib/features/organisation/deciding/queries";
import { linkPeople } from "@/lib/features/organisation/invitations/commands";
import { areOneShape } from "@/lib/features/organisation/likeness/rules";
import { invitation } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

/** The department with this name, or one that looks the same; created, or taken back into use, if necessary. */
async function department(transaction: Transaction, operatorId: string, name: string): Promise<string> {
  const all = await transaction.department.findMany({ where: { operatorId }, select: { id: true, name: true }, orderBy: { doubled: "asc" } });
  const known =
    all.find((one) => one.name === name) ?? all.find((one) => identityFold(one.name) === identityFold(name)) ?? all.find((one) => areOneShape(one.name, name));
  const id = known?.id ?? randomUUID();
  if (known) await transaction.department.updateMany({ where: { operatorId, id }, data: { retiredAt: null } });
  else await transaction.department.createMany({ data: [{ operatorId, id, name }] });
  return id;
}

interface Known {
  readonly id: string;
  readonly leftAt: Date | null;
  /** Whether the account ever had a password; if so, the platform makes no link for it. */
  readonly hadPassword: boolean;
  readonly roles: readonly FirstAccountBody["role"][];
}

async function knownPerson(transaction: Transaction, operatorId: string, email: string): Promise<Known | null> {
  const found = await transaction.person.findFirst({
    where: { operatorId, email },
    select: { id: true, leftAt: true, appointments: { select: { role: true } } },
  });
  if (!found) return null;
  const hadPassword = (await transaction.account.count({ where: { operatorId, personId: found.id, hadPassword: true } })) > 0;
  return { ...found, hadPassword, roles: found.appointments.map((one) => one.role as FirstAccountBody["role"]) };
}

async function person(transaction: Transaction, operatorId: string, body: FirstAccountBody) {
  const { name, email, role } = body;
  const known = await knownPerson(transaction, operatorId, email);
  const id = known?.id ?? randomUUID();
  if (known?.leftAt || known?.hadPassword) return refused(refusal("wrong_state", "この事業者では、このメールアドレスの人に最初のアカウントを作れません。"));
  const held = (known?.roles ?? []).map((one) => ({ role: one }));
  if (conflictingAppointments([...held, { role }]).length > 0) {
    return refused(refusal("conflicting_appointments", "この人は、この役割と兼ねられない役割を持っています。"));
  }
  if (!known) {
    const departmentId = await department(transaction, operatorId, body.departmentName);
    await transaction.person.createMany({ data: [{ operatorId, id, name, email, departmentId }] });
  }
  await transaction.appointment.createMany({ data: [{ operatorId, id: randomUUID(), personId: id, role }], skipDuplicates: true });
  return granted(id);
}

/** Whether the platform appointed a person of this address to the role who never had a password, while there is no CISO to invite them. */
async function awaitedAs(transaction: Transaction, operatorId: string, { email, role }: FirstAccountBody): Promise<boolean> {
  const known = await transaction.person.findFirst({ where: { operatorId, email, appointments: { some: { role } } }, select: { id: true } });
  return known !== null && (await platformsChoices(transaction, [known.id])).has(known.id) && !(await readCisos(transaction, operatorId)).working;
}

/**
 * Creates a first account of an operator (事務局 or CISO) and returns its invitation, in the scope of a job for that operator.
 * Repeated before the link is used, it returns a new link. Refused once any account of the operator has a password or there
 * is a cycle: from then on the operator appoints its people itself, so that the platform cannot make itself a CISO. Whom the
 * platform had named before that, and who never came, may get another link until there is a CISO who could make it: the 事務局
 * cannot (`portal_may_open`).
 */
export const addFirstAccount = command({
  name: "platform.firstAccount",
  may: "platform.accounts",
  api: post("/operators/{operatorId}/first-account", "addFirstAccount", OPERATORS_TAG, "事業者の最初のアカウントを作る", 201),
  on: servedOperator,
  input: firstAccountBody,
  output: invitation,
  refuses: ["not_found", "wrong_state", "conflicting_appointments"],
  keeps: ["role"],
  wayBack: { none: "until the link is used, another one ends it; afterwards the operator appoints its people itself" },
  async run({ transaction, subject: { operatorId }, input: body, now }) {
    const begun = (await hasPassword(transaction, operatorId, null)) || (await transaction.cycle.count({ where: { operatorId } })) > 0;
    if (begun && !(await awaitedAs(transaction, operatorId, body))) {
      return refused(refusal("wrong_state", "この事業者は、もうポータルを使い始めています。事業者のCISOか事務局が人を登録してください。"));
    }
    const made = await person(transaction, operatorId, body);
    if (!made.ok) return made;
    const { name, email } = body;
    const links = await linkPeople(transaction, operatorId, [{ personId: made.value, name, email }], "firstAccount", now);
    return orNotFound(links.get(made.value));
  },
});
