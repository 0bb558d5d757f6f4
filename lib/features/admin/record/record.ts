import "server-only";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import type { Transaction } from "@/lib/server/database/client";
import { none, type On } from "@/lib/server/use-cases/use-case";

/** What the platform has of a kind. Only its rules say who may. */
export const ofPlatform = (place: string): On<typeof none, object> => ({
  ...{ params: none, place: () => place },
  find: () => Promise.resolve({}),
  target: () => ({}),
});

/** Why a sector cannot be chosen: it is not registered. Null where it is. */
export const unknownSector = async (transaction: Transaction, sectorId: string): Promise<Refusal<"invalid_input"> | null> =>
  (await transaction.sector.count({ where: { id: sectorId } })) > 0
    ? null
    : refusal("invalid_input", "この分野は登録されていません。", { fields: [{ path: "sectorId", message: "分野を選んでください。" }] });
