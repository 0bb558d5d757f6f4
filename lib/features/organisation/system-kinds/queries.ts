import "server-only";
import type { SystemKind } from "@/lib/domain/guideline/sector";
import { refusal } from "@/lib/domain/shared/refusal";
import { namesText } from "@/lib/labels/own-direction";
import type { Transaction } from "@/lib/server/database/client";

/** The kinds of 重要システム of the operator's sector, in the order of its content. */
export const readKinds = (transaction: Transaction, operatorId: string): Promise<SystemKind[]> =>
  transaction.$queryRaw<SystemKind[]>`
    SELECT k.kind->>'id' AS id, k.kind->>'name' AS name
    FROM operator o JOIN sector s ON s.id = o.sector_id, jsonb_array_elements(s.kinds) WITH ORDINALITY AS k(kind, position)
    WHERE o.id = ${operatorId}::uuid ORDER BY k.position`;

/** The names of kinds by id, of every sector, because a system may have a kind that its own sector no longer has. */
export async function readKindNames(transaction: Transaction): Promise<ReadonlyMap<string, string>> {
  const kinds = await transaction.$queryRaw<SystemKind[]>`
    SELECT DISTINCT k.kind->>'id' AS id, k.kind->>'name' AS name FROM sector s, jsonb_array_elements(s.kinds) AS k(kind)`;
  return new Map(kinds.map(({ id, name }) => [id, name]));
}

/** Why a system of the operator cannot have this kind; null if its sector has it. */
export async function kindRefusal(transaction: Transaction, operatorId: string, kind: string) {
  const kinds = await readKinds(transaction, operatorId);
  if (kinds.some(({ id }) => id === kind)) return null;
  const message = `重要システムの種類を選んでください（${namesText(kinds.map(({ name }) => name))}）。`;
  return refusal("invalid_input", message, { fields: [{ path: "kind", message }], current: { kinds } });
}
