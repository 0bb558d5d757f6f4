import "server-only";
import { randomUUID } from "node:crypto";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { appointmentKey, refusedToAppoint, refusedToReaddress } from "@/lib/features/organisation/deciding/queries";
import { ensureLogins, followPeople, saySamePerson } from "@/lib/features/organisation/logins/rows";
import { readPerson, somebody, staff } from "@/lib/features/organisation/people/record";
import { moveInOrOut } from "@/lib/features/organisation/people/rows";
import { PEOPLE_TAG, type Person, person, personBody, personPatch } from "@/lib/features/organisation/record/schema";
import { numberKey } from "@/lib/features/organisation/staff-file/csv";
import { followPeopleMoved } from "@/lib/features/sheets/moving/rows";
import { countOwnOpen } from "@/lib/features/sheets/own-open/queries";
import type { Transaction } from "@/lib/server/database/client";
import { command, patch, post } from "@/lib/server/use-cases/use-case";

interface Duplicates {
  readonly email: boolean;
  readonly staffNumber: boolean;
}

/** Whether another person of the operator has the address or number. */
async function findDuplicates(
  transaction: Transaction,
  operatorId: string,
  id: string,
  email: string | undefined,
  staffNumber: string | null | undefined,
): Promise<Duplicates> {
  const [found] = await transaction.$queryRaw<Duplicates[]>`
    SELECT coalesce(bool_or(email = ${email ?? null}), false) AS email,
      coalesce(bool_or(lower(normalize(staff_number, NFKC)) = ${staffNumber ? numberKey(staffNumber) : null}), false) AS "staffNumber"
    FROM person WHERE operator_id = ${operatorId}::uuid AND id <> ${id}::uuid`;
  return found ?? { email: false, staffNumber: false };
}

const duplicatePerson = ({ email, staffNumber }: Duplicates) =>
  refusal("duplicate", "この事業者に、同じメールアドレスか職員番号の人がいます。退職した人も確かめてください。", {
    fields: [
      ...(email ? [{ path: "email", message: "このメールアドレスは、ほかの人が使っています。" }] : []),
      ...(staffNumber ? [{ path: "staffNumber", message: "この職員番号は、ほかの人が使っています。" }] : []),
    ],
  });

const departmentInUse = async (transaction: Transaction, operatorId: string, id: string): Promise<boolean> =>
  (await transaction.department.count({ where: { operatorId, id, retiredAt: null } })) === 1;

async function present(transaction: Transaction, operatorId: string, id: string): Promise<Result<Person, typeof NOT_FOUND>> {
  const person = await readPerson(transaction, operatorId, id);
  return person ? granted(person) : refused(NOT_FOUND);
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
  refuses: ["not_found", "duplicate"],
  wayBack: { by: "people.change" },
  takesOwnRights: true,
  async run({ transaction, subject: { operatorId }, input, made }) {
    const id = randomUUID();
    made(`person/${id}`);
    const { name, email, departmentId, staffNumber = null } = input;
    if (!(await departmentInUse(transaction, operatorId, departmentId))) return refused(NOT_FOUND);
    const duplicates = await findDuplicates(transaction, operatorId, id, email, staffNumber);
    if (duplicates.email || duplicates.staffNumber) return refused(duplicatePerson(duplicates));
    await transaction.person.createMany({ data: [{ operatorId, id, name, email, departmentId, staffNumber }] });
    await ensureLogins(transaction, operatorId, [{ personId: id, name, email }]);
    return present(transaction, operatorId, id);
  },
});

const openSheets = (sheets: number) =>
  refusal(
    "confirmation_required",
    `この人には、まだ提出していない取扱者の点検票が${sheets}枚あります。「引継ぎ」で、取り下げるか残すかを決めて、退職を登録してください。`,
    { current: { openSheets: sheets } },
  );

/**
 * Changes the data of a person and updates name and address of the login. `left` records that the person left, or is back:
 * leaving ends the roles, so it needs the right to remove them (`refusedToAppoint`). The sign-in address of a holder of a
 * deciding role needs the same; the audit trail keeps it before and after. A new address ends the password, which a stranger
 * at the old one may have set, unless the patch declares the same person (docs/decisions/0016). Sheets that are not accepted
 * move with the person to another department. Whoever has an own sheet that is not handed in leaves by `people.handOver`, which
 * decides on it.
 */
export const changePerson = command({
  name: "people.change",
  may: "people.manage",
  api: patch("/people/{personId}", "changePerson", PEOPLE_TAG, "人の登録を直す・退職を登録する"),
  on: somebody.exclusive,
  input: personPatch,
  output: person,
  refuses: ["not_permitted", "not_found", "wrong_state", "duplicate", "confirmation_required"],
  wayBack: { by: "people.change" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: before, input, by, now, addDetail }) {
    addDetail({ fields: Object.keys(input).join(",") });
    const { operatorId, id } = before;
    const { left, samePerson = false, departmentId, email = before.email, name = before.name, staffNumber = before.staffNumber } = input;
    if (departmentId !== undefined && departmentId !== before.departmentId && !(await departmentInUse(transaction, operatorId, departmentId))) {
      return refused(NOT_FOUND);
    }
    if (left === true && id === by) {
      return refused(refusal("wrong_state", "自分自身の退職は登録できません。ほかの事務局かCISOに頼んでください。"));
    }
    const readdressed = email !== before.email;
    if (readdressed) addDetail({ emailBefore: before.email, emailAfter: email, ...(samePerson ? { samePerson: "yes" } : {}) });
    const notTheirs =
      (left === true ? await refusedToAppoint(transaction, visitor, operatorId, before.appointments, [id]) : null) ??
      (readdressed ? await refusedToReaddress(transaction, visitor, operatorId, before.appointments, [id]) : null);
    if (notTheirs) return refused(notTheirs);
    const duplicates = await findDuplicates(transaction, operatorId, id, email, staffNumber);
    if (duplicates.email || duplicates.staffNumber) return refused(duplicatePerson(duplicates));
    const open = left === true && before.leftAt === null ? await countOwnOpen(transaction, operatorId, id) : 0;
    if (open > 0) return refused(openSheets(open));
    const data = { name, email, staffNumber, departmentId: departmentId ?? before.departmentId };
    await transaction.person.updateMany({ where: { operatorId, id }, data });
    if (data.departmentId !== before.departmentId) addDetail({ movedSheets: (await followPeopleMoved(transaction, operatorId, [id])).length });
    if (readdressed && samePerson) await saySamePerson(transaction, operatorId, id);
    await followPeople(transaction, operatorId, [{ personId: id, name, email }]);
    if (left === true) addDetail({ before: before.appointments.map(appointmentKey).join(" ") });
    if (left !== undefined && left !== (before.leftAt !== null)) await moveInOrOut(transaction, operatorId, id, left, now);
    return present(transaction, operatorId, id);
  },
});
