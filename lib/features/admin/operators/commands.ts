import "server-only";
import { randomUUID } from "node:crypto";
import { differences } from "@/lib/domain/shared/differences";
import { orNotFound, refusal } from "@/lib/domain/shared/refusal";
import { refused } from "@/lib/domain/shared/result";
import { identityFold } from "@/lib/domain/shared/text-fold";
import { changedOperator, readVisible } from "@/lib/features/admin/operators/record";
import { moveOperator } from "@/lib/features/admin/operators/rows";
import { ofPlatform, unknownSector } from "@/lib/features/admin/record/record";
import { OPERATORS_TAG, operator, operatorBody, operatorPatch, operatorReason } from "@/lib/features/admin/record/schema";
import { shapeOf } from "@/lib/features/organisation/likeness/rules";
import { shapeIn } from "@/lib/features/organisation/likeness/sql";
import { sentence } from "@/lib/labels/own-direction";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { lockNamed } from "@/lib/server/database/lock";
import { command, patch, post } from "@/lib/server/use-cases/use-case";

/** Why no operator can have this name in the sector: another one has it, or one that looks the same. Serialises the names of operators. */
async function refusedName(transaction: Transaction, id: string, name: string, sectorId: string) {
  await lockNamed(transaction, { of: "operators" });
  const [same] = await transaction.$queryRaw<{ name: string }[]>`
    SELECT name FROM operator WHERE sector_id = ${sectorId} AND id <> ${id}::uuid AND ${shapeIn(Prisma.sql`portal_fold(name)`)} = ${shapeOf(identityFold(name))} ORDER BY name LIMIT 1`;
  if (!same) return null;
  const message = sentence`事業者「${same.name}」と同じ名前です。空白・全角と半角・見えない文字・見た目の同じ記号の違いは、同じとみなします。`;
  return refusal("duplicate", "同じ名前の事業者があります。", { fields: [{ path: "name", message }] });
}

const BOUND = refusal("wrong_state", "この事業者には重要システム、点検の回、調査のどれかがあるので、分野は変えられません。", {
  fields: [{ path: "sectorId", message: "分野は元のままにしてください。" }],
});

/** Registers an operator. For the platform; a second in a sector whose name is the same, or looks so, is refused. */
export const addOperator = command({
  name: "platform.addOperator",
  may: "platform.operators",
  api: post("/operators", "addOperator", OPERATORS_TAG, "事業者を登録する", 201),
  on: ofPlatform("operator"),
  input: operatorBody,
  output: operator,
  refuses: ["not_found", "invalid_input", "duplicate"],
  wayBack: { none: "an operator without accounts can do nothing, and nobody is told of it" },
  async run({ transaction, visitor, input: { name, sectorId }, now, made }) {
    const id = randomUUID();
    made(`operator/${id}`);
    const unknown = await unknownSector(transaction, sectorId);
    if (unknown) return refused(unknown);
    const taken = await refusedName(transaction, id, name, sectorId);
    if (taken) return refused(taken);
    await transaction.operator.createMany({ data: [{ id, name, sectorId, createdAt: now }] });
    return orNotFound(await readVisible(transaction, visitor, id));
  },
});

/** Renames an operator, and changes its sector while nothing rests on it. */
export const changeOperator = command({
  name: "platform.changeOperator",
  may: "platform.operators",
  api: patch("/operators/{operatorId}", "changeOperator", OPERATORS_TAG, "事業者の名前と分野を直す"),
  on: changedOperator,
  input: operatorPatch,
  output: operator,
  refuses: ["not_found", "invalid_input", "duplicate", "wrong_state"],
  wayBack: { by: "platform.changeOperator" },
  async run({ transaction, visitor, subject: { id, name: nameBefore, sectorId: sectorBefore }, input, keepChange }) {
    const { name = nameBefore, sectorId = sectorBefore } = input;
    const unknown = await unknownSector(transaction, sectorId);
    if (unknown) return refused(unknown);
    // A name that was there before this became a rule binds only once it is changed, or comes to another sector.
    const taken = name !== nameBefore || sectorId !== sectorBefore ? await refusedName(transaction, id, name, sectorId) : null;
    if (taken) return refused(taken);
    keepChange(differences({ name: nameBefore, sectorId: sectorBefore }, { name, sectorId }));
    if (sectorId !== sectorBefore && !(await moveOperator(transaction, id, sectorId))) return refused(BOUND);
    await transaction.operator.updateMany({ where: { id }, data: { name } });
    return orNotFound(await readVisible(transaction, visitor, id));
  },
});

/** Keeps the people of an operator out until it is reinstated; everything of theirs stays. */
export const stopOperator = command({
  name: "platform.stopOperator",
  may: "platform.operators",
  api: post("/operators/{operatorId}/stop", "stopOperator", OPERATORS_TAG, "事業者の利用を止める"),
  on: changedOperator,
  input: operatorReason,
  output: operator,
  refuses: ["not_found", "wrong_state"],
  keeps: ["reason"],
  wayBack: { by: "platform.reinstateOperator" },
  async run({ transaction, visitor, subject: { id, stoppedAt }, now }) {
    if (stoppedAt) return refused(refusal("wrong_state", "この事業者の利用は、もう止まっています。"));
    await transaction.operator.updateMany({ where: { id }, data: { stoppedAt: now } });
    return orNotFound(await readVisible(transaction, visitor, id));
  },
});

/** Lets the people of a stopped operator in again, with the passwords, sessions and tokens that they had. */
export const reinstateOperator = command({
  name: "platform.reinstateOperator",
  may: "platform.operators",
  api: post("/operators/{operatorId}/reinstate", "reinstateOperator", OPERATORS_TAG, "止めた事業者の利用を再開する"),
  on: changedOperator,
  input: operatorReason,
  output: operator,
  refuses: ["not_found", "wrong_state"],
  keeps: ["reason"],
  wayBack: { by: "platform.stopOperator" },
  async run({ transaction, visitor, subject: { id, stoppedAt } }) {
    if (!stoppedAt) return refused(refusal("wrong_state", "この事業者の利用は、止まっていません。"));
    await transaction.operator.updateMany({ where: { id }, data: { stoppedAt: null } });
    return orNotFound(await readVisible(transaction, visitor, id));
  },
});
