import "server-only";
import type { z } from "zod";
import { binds } from "@/lib/domain/guideline/binding";
import type { Edition } from "@/lib/domain/guideline/edition";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import type { notBinding } from "@/lib/features/guidelines/binding/schema";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import type { Transaction } from "@/lib/server/database/client";

/** A sector with the ids of the editions that bind it. */
export interface BoundSector {
  readonly id: string;
  readonly name: string;
  readonly editions: readonly string[];
}

/** Says which editions bind the sector. */
type BindingRefusal = Refusal<"edition_not_binding", z.output<typeof notBinding>>;

const columns = { id: true, name: true, editions: true } as const;

/** The sector of this id, as defined in the content. */
export const boundSector = (transaction: Transaction, sectorId: string): Promise<BoundSector> =>
  transaction.sector.findUniqueOrThrow({ where: { id: sectorId }, select: columns });

/** The operator's sector. */
export async function sectorOfOperator(transaction: Transaction, operatorId: string): Promise<BoundSector> {
  const { sector } = await transaction.operator.findUniqueOrThrow({ where: { id: operatorId }, select: { sector: { select: columns } } });
  return sector;
}

async function bindingRefusal(transaction: Transaction, sector: BoundSector, editionId: string): Promise<BindingRefusal | null> {
  if (binds(sector, editionId)) return null;
  const titles: (Edition | null)[] = [];
  for (const id of [editionId, ...sector.editions]) titles.push((await loadEdition(transaction, id))?.edition ?? null);
  const [asked, ...binding] = titles.map((edition) => (edition === null ? null : `「${edition.title} ${edition.editionLabel}」`));
  const allowed = binding.filter((title) => title !== null);
  const choice = allowed.length === 0 ? "この分野のガイドラインは、まだ登録されていません。" : `${allowed.join("か")}を選んでください。`;
  const detail = `${asked ?? editionId}は、${sector.name}の分野のガイドラインではありません。${choice}`;
  return refusal("edition_not_binding", detail, {
    fields: [{ path: "edition", message: detail }],
    current: { edition: editionId, sector: sector.id, binding: [...sector.editions] },
  });
}

/** Why a survey of the sector cannot use the edition; null if the edition binds it. */
export const sectorBindingRefusal = async (transaction: Transaction, sectorId: string, editionId: string): Promise<BindingRefusal | null> =>
  bindingRefusal(transaction, await boundSector(transaction, sectorId), editionId);

/** Why a cycle of the operator cannot use the edition; null if the edition binds its sector. */
export const operatorBindingRefusal = async (transaction: Transaction, operatorId: string, editionId: string): Promise<BindingRefusal | null> =>
  bindingRefusal(transaction, await sectorOfOperator(transaction, operatorId), editionId);
