import "server-only";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import type { Transaction } from "@/lib/server/database/client";
import { none } from "@/lib/server/use-cases/operation";
import type { On } from "@/lib/server/use-cases/use-case";

/** The platform's own objects. The rules alone decide who may use them. */
export const ofPlatform = (place: string): On<typeof none, object> => ({
  ...{ params: none, place: () => place },
  find: () => Promise.resolve({}),
  target: () => ({}),
});

/** The refusal of an unregistered sector; null if it is registered. */
export const unknownSector = async (transaction: Transaction, sectorId: string): Promise<Refusal<"invalid_input"> | null> =>
  (await transaction.sector.count({ where: { id: sectorId } })) > 0
    ? null
    : refusal("invalid_input", "この分野は登録されていません。", { fields: [{ path: "sectorId", message: "分野を選んでください。" }] });
