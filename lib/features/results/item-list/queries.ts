import "server-only";
import { TIERS } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import type { ItemScore, Scores } from "@/lib/domain/scoring/measure";
import { toNumber } from "@/lib/domain/shared/rational";
import { granted, refused } from "@/lib/domain/shared/result";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { inState } from "@/lib/features/cycles/record/schema";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { apartFor, readCountsWithin } from "@/lib/features/results/counts/queries";
import { narrowedPlace, placeWithin } from "@/lib/features/results/department/queries";
import { type ItemsQuery, itemInList, itemsQuery, TAG } from "@/lib/features/results/figures/schema";
import { CANCELLED, scoresOfCounts } from "@/lib/features/results/scores/queries";
import { itemTitle } from "@/lib/labels/item-title";
import type { Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";

const isShown = ({ duty, implemented }: ItemScore, show: ItemsQuery["show"]): boolean =>
  show === undefined || (duty > 0 && (show === "gap") === implemented < duty);

export interface ItemsOfCycle {
  readonly index: EditionIndex;
  readonly scores: Scores;
  /** Items on sheets, by printed order. */
  readonly items: readonly ItemScore[];
}

/** The items behind a figure of a cycle, with their scores over the sheets of the place. */
export async function readItems(transaction: Transaction, shown: CycleRecord, asked: ItemsQuery): Promise<ItemsOfCycle> {
  const index = await editionOf(transaction, shown);
  const counted = await readCountsWithin(transaction, shown.id, apartFor(undefined), asked);
  const scores = scoresOfCounts(index, shown.contentHash, counted, undefined);
  const inSection = asked.section === undefined ? scores.items : (bySectionLine(index.edition, scores.items).get(`${index.edition.id}:${asked.section}`) ?? []);
  return {
    ...{ index, scores },
    items: inSection.filter(
      (item) =>
        item.ratio.status !== "notAsked" &&
        (asked.tier ?? TIERS[0]) === item.tier &&
        (asked.phase === undefined || item.phase === asked.phase) &&
        isShown(item, asked.show),
    ),
  };
}

/** The items of a cycle that are on sheets, with their figures, narrowed to a place, section or phase. */
export const listItems = query({
  name: "item.list",
  may: "scores.read",
  api: get("/cycles/{cycleId}/items", "listCycleItems", TAG, "点検の回の項目と数値（部署・役割・重要システム・節・観点で絞る）"),
  on: cycle.seen,
  takesOut: "always",
  input: itemsQuery.extend(pageQuery.shape),
  output: pageAnswer(itemInList),
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  narrows: (input, { visitor }) => narrowedPlace(placeWithin(input, visitor)),
  async run({ transaction, subject, input: { page, perPage, ...asked }, visitor }) {
    if (subject.state === "cancelled") return refused(CANCELLED);
    const { index, items } = await readItems(transaction, subject, { ...asked, ...placeWithin(asked, visitor) });
    const shown = items.slice((page - 1) * perPage, page * perPage).map(({ id, tier, phase, ratio, ...counts }) => {
      const { duty, implemented, partial, notImplemented, notApplicable, unanswered } = counts;
      return {
        ...{ id, tier, phase, ...itemTitle(index, id), duty, implemented, partial, notImplemented, notApplicable, unanswered },
        ratio: ratio.status === "scored" ? toNumber(ratio.ratio) : null,
      };
    });
    return granted({ items: shown, page, perPage, total: items.length });
  },
});
