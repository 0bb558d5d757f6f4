import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { differences } from "@/lib/domain/shared/differences";
import { NOT_FOUND, orNotFound, refusal } from "@/lib/domain/shared/refusal";
import { type Result, refused } from "@/lib/domain/shared/result";
import { identityFold, searchFold } from "@/lib/domain/shared/text-fold";
import { movedParts } from "@/lib/features/cycles/moving/parts";
import { withRespondents } from "@/lib/features/cycles/respondents/rows";
import { refusedToAppoint, refusedToReaddress } from "@/lib/features/organisation/deciding/queries";
import { type LikePerson, personRefusal, shapeOf } from "@/lib/features/organisation/likeness/rules";
import { shapeIn } from "@/lib/features/organisation/likeness/sql";
import { ensureLogins, followPeople, saySamePerson } from "@/lib/features/organisation/logins/rows";
import { registered } from "@/lib/features/organisation/people/parts";
import { readPerson, somebody, staff } from "@/lib/features/organisation/people/record";
import { moveInOrOut } from "@/lib/features/organisation/people/rows";
import { departmentInUse, refusedReturn } from "@/lib/features/organisation/places/queries";
import { PEOPLE_TAG, type Person, person, personBody, personPatch } from "@/lib/features/organisation/record/schema";
import { otherSheetsMove } from "@/lib/features/sheets/moving/refusals";
import { followPeopleMoved } from "@/lib/features/sheets/moving/rows";
import { movedSheets } from "@/lib/features/sheets/moving/schema";
import { countOnlyTheirs } from "@/lib/features/sheets/own-open/queries";
import { toBeHandedOver } from "@/lib/features/sheets/own-open/refusals";
import { onlyTheirs } from "@/lib/features/sheets/own-open/schema";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { command, patch, post } from "@/lib/server/use-cases/use-case";

/** What a person is told from others by; null is left out. */
interface Identity {
  readonly name: string;
  readonly email: string | null;
  readonly staffNumber: string | null;
  readonly confirmed: boolean | undefined;
}

/** Why another person of the operator stands in the way: the same address or number, or a name that looks the same with one that is close. */
async function refusedIdentity(transaction: Transaction, operatorId: string, id: string, { name, email, staffNumber, confirmed }: Identity) {
  const others = await transaction.$queryRaw<LikePerson[]>`
    SELECT name, email, staff_number AS "staffNumber", left_at IS NOT NULL AS left, email = ${email} AS "sameEmail",
      staff_number_fold = ${staffNumber === null ? null : identityFold(staffNumber)} AS "sameNumber"
    FROM person WHERE operator_id = ${operatorId}::uuid AND id <> ${id}::uuid
      AND (email = ${email} OR staff_number_fold = ${staffNumber === null ? null : identityFold(staffNumber)} OR ${shapeIn(Prisma.sql`split_part(search_fold, chr(10), 1)`)} = ${shapeOf(searchFold(name))})
    ORDER BY left_at NULLS FIRST, email`;
  return personRefusal({ email, staffNumber }, others, confirmed);
}

async function present(transaction: Transaction, operatorId: string, id: string): Promise<Result<Person, typeof NOT_FOUND>> {
  return orNotFound(await readPerson(transaction, operatorId, id));
}

/**
 * Adds a person, with a login that waits for its invitation. Refused (`duplicate`) if the own operator already has the
 * address or number. An address known elsewhere in the portal makes no visible difference (`ensureLogins`).
 */
export const addPerson = command({
  name: "people.add",
  may: "people.manage",
  api: post("/people", "addPerson", PEOPLE_TAG, "人を加える", 201),
  on: staff,
  input: personBody,
  output: person,
  refuses: ["not_found", "duplicate", "confirmation_required"],
  wayBack: { by: "people.change" },
  takesOwnRights: true,
  async run({ transaction, subject: { operatorId }, input, made }) {
    const id = randomUUID();
    made(`person/${id}`);
    const { name, email, departmentId, staffNumber = null, confirmedSimilar } = input;
    if (!(await departmentInUse(transaction, operatorId, departmentId))) return refused(NOT_FOUND);
    const taken = await refusedIdentity(transaction, operatorId, id, { name, email, staffNumber, confirmed: confirmedSimilar });
    if (taken) return refused(taken);
    await transaction.person.createMany({ data: [{ operatorId, id, name, email, departmentId, staffNumber }] });
    await ensureLogins(transaction, operatorId, [{ personId: id, name, email }]);
    return present(transaction, operatorId, id);
  },
});

/**
 * Changes the data of a person and updates name and address of the login. `left` records that the person left, or is back:
 * leaving ends the roles, so it needs the right to remove them (`refusedToAppoint`), and nobody comes back into a retired
 * department. The sign-in address of a holder of a deciding role needs the same; the audit trail keeps it before and after. A new address ends the password, which a stranger
 * at the old one may have set, unless the patch declares the same person (docs/decisions/0016). Sheets that are not accepted
 * move with the person to another department, as many as were confirmed if a number was. A person on whom something is open that nobody else could do leaves by
 * `people.handOver`, which decides on it.
 */
export const changePerson = command({
  name: "people.change",
  may: "people.manage",
  api: patch("/people/{personId}", "changePerson", PEOPLE_TAG, "人の登録を直す・退職を登録する"),
  on: somebody.exclusive,
  input: personPatch,
  output: person,
  refuses: ["not_permitted", "not_found", "invalid_input", "wrong_state", "duplicate", "confirmation_required"],
  current: { confirmation_required: z.union([onlyTheirs, movedSheets]) },
  wayBack: { by: "people.change" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: before, input, by, now, addDetail, keepChange, each }) {
    const { operatorId, id } = before;
    const { left, samePerson = false } = input;
    const { departmentId = before.departmentId, email = before.email, name = before.name, staffNumber = before.staffNumber } = input;
    if (departmentId !== before.departmentId && !(await departmentInUse(transaction, operatorId, departmentId))) return refused(NOT_FOUND);
    const closed = left === false && before.leftAt !== null ? await refusedReturn(transaction, operatorId, departmentId) : null;
    if (closed) return refused(closed);
    if (left === true && id === by) {
      return refused(refusal("wrong_state", "自分自身の退職は登録できません。ほかの事務局かCISOに頼んでください。"));
    }
    const readdressed = email !== before.email;
    const notTheirs =
      (left === true ? await refusedToAppoint(transaction, visitor, operatorId, before.appointments, [id]) : null) ??
      (readdressed ? await refusedToReaddress(transaction, visitor, operatorId, before.appointments, [id]) : null);
    if (notTheirs) {
      if (readdressed) addDetail({ asked: { email } });
      return refused(notTheirs);
    }
    const renumbered = staffNumber !== before.staffNumber;
    const identity = { name, email: readdressed ? email : null, staffNumber: renumbered ? staffNumber : null, confirmed: input.confirmedSimilar };
    const taken = await refusedIdentity(transaction, operatorId, id, identity);
    if (taken) return refused(taken);
    const leaves = left === true && before.leftAt === null;
    const giving = { operatorId, personId: id, posts: before.appointments, leaves };
    const open = leaves ? toBeHandedOver(await countOnlyTheirs(transaction, giving, now)) : null;
    if (open) return refused(open);
    const values = { name, email, staffNumber, departmentId };
    const was = registered(before);
    keepChange(differences(was, { ...was, ...values, ...(left === undefined ? {} : { left }), ...(left === true ? { roles: "" } : {}) }));
    await transaction.person.updateMany({ where: { operatorId, id }, data: { ...values, ...(renumbered ? { doubled: false } : {}) } });
    if (departmentId !== before.departmentId) {
      const moved = await followPeopleMoved(transaction, operatorId, [id]);
      const others = otherSheetsMove(moved.length, input.confirmedSheets);
      if (others) return refused(others);
      addDetail({ movedSheets: moved.length });
      each(movedParts(moved));
    }
    if (readdressed && samePerson) {
      addDetail({ samePerson: "yes" });
      await saySamePerson(transaction, operatorId, id);
    }
    await followPeople(transaction, operatorId, [{ personId: id, name, email }]);
    if (left !== undefined && left !== (before.leftAt !== null)) {
      const { made: ended, sheets } = await withRespondents(transaction, operatorId, [id], () => moveInOrOut(transaction, before, left, { by, now }));
      if (ended.length > 0) addDetail({ deputyships: ended.length });
      each([...ended, ...sheets]);
    }
    return present(transaction, operatorId, id);
  },
});
