import "server-only";
import { randomUUID } from "node:crypto";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { readVisible } from "@/lib/features/admin/operators/record";
import { ofPlatform, unknownSector } from "@/lib/features/admin/record/record";
import { OPERATORS_TAG, operator, operatorBody } from "@/lib/features/admin/record/schema";
import { command, post } from "@/lib/server/use-cases/use-case";

/** Registers an operator. For the platform; a second of the same name in a sector is refused. */
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
    if ((await transaction.operator.count({ where: { name, sectorId } })) > 0) {
      return refused(refusal("duplicate", "同じ名前の事業者があります。", { fields: [{ path: "name", message: "名前を確かめてください。" }] }));
    }
    await transaction.operator.createMany({ data: [{ id, name, sectorId, createdAt: now }] });
    const added = await readVisible(transaction, visitor, id);
    return added ? granted(added) : refused(NOT_FOUND);
  },
});
