import "server-only";
import { z } from "zod";
import type { Item } from "@/lib/domain/guideline/edition";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, readCycle } from "@/lib/features/cycles/record/record";
import { cycleParams } from "@/lib/features/cycles/record/schema";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import type { On } from "@/lib/server/use-cases/use-case";
import { isStorable } from "@/lib/validation/storable";

export const cycleItemParams = cycleParams.extend({ itemId: z.string().max(200).refine(isStorable) });

/** An item of the edition that a cycle of the own operator rests on. */
export interface CycleItem {
  readonly cycle: CycleRecord;
  readonly index: EditionIndex;
  readonly item: Item;
}

/** An item of a cycle of the own operator, as the subject of readings. */
export const cycleItem: On<typeof cycleItemParams, CycleItem> = {
  params: cycleItemParams,
  place: ({ cycleId, itemId }) => `cycle/${cycleId}/${itemId}`,
  async find(transaction, { cycleId, itemId }) {
    const cycle = await readCycle(transaction, cycleId, "none");
    if (cycle === null) return null;
    const index = await editionOf(transaction, cycle);
    const item = index.items.get(itemId);
    return item === undefined ? null : { cycle, index, item };
  },
  target: ({ cycle: { operatorId } }) => ({ operatorId }),
};
