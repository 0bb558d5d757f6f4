import "server-only";
import { randomUUID } from "node:crypto";
import { reasonFault } from "@/lib/domain/gap/reason";
import { confirms } from "@/lib/domain/shared/confirmation";
import { differences } from "@/lib/domain/shared/differences";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { doublingConfirmation, equalCycles } from "@/lib/features/cycles/doubling/queries";
import { leftOutPlace, leftOutReasons, leftOutScope, readLeftOut } from "@/lib/features/cycles/record/queries";
import { cycle as anyCycle, previousCycleOf } from "@/lib/features/cycles/record/record";
import { keepPlanner } from "@/lib/features/cycles/record/rows";
import { scheduleRefusal } from "@/lib/features/cycles/record/rules";
import { cyclePlanned, equalToOthers, type LeftOutEntry, leftOutAnswer, leftOutBody, planBody, TAG } from "@/lib/features/cycles/record/schema";
import { gapThresholds } from "@/lib/features/cycles/thresholds/queries";
import { operatorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { notBinding } from "@/lib/features/guidelines/binding/schema";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { command, ofOwnOperator, post, put } from "@/lib/server/use-cases/use-case";

const NOT_PLANNED = refusal("wrong_state", "点検の回はもう始まっているため、計画は変えられません。");

/** A calendar day in the form of the database. */
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The refusal of ids that are no measures of the edition. */
export function checkMeasures({ edition, items }: EditionIndex, ids: readonly string[]): Refusal<"unknown_item"> | null {
  const unknown = [...new Set(ids)].filter((id) => items.get(id)?.kind !== "measure");
  return unknown.length === 0 ? null : refusal("unknown_item", `${edition.title}にない対策項目です。`, { list: unknown });
}

/** The refusal of unusable reasons: the operator has to justify left-out measures towards the ministry. */
function unusableReasons(leftOut: readonly LeftOutEntry[]): Refusal<"invalid_input"> | null {
  const thresholds = gapThresholds();
  const message = `外す理由を、確かめる人にわかるように${thresholds.shortReason}文字以上で入力してください。`;
  const fields = leftOut.flatMap(({ reason }, position) => (reasonFault(reason, thresholds) === null ? [] : [{ path: `leftOut.${position}.reason`, message }]));
  return fields.length === 0 ? null : refusal("invalid_input", message, { fields });
}

/** The selection that a cycle keeps. Null for all measures, including a list of every measure. */
export function selectionColumn({ edition }: EditionIndex, measures: "all" | readonly string[]): readonly string[] | null {
  if (measures === "all") return null;
  const chosen = new Set(measures);
  const ordered = edition.items.filter(({ id, kind }) => kind === "measure" && chosen.has(id)).map(({ id }) => id);
  return ordered.length === edition.items.filter(({ kind }) => kind === "measure").length ? null : ordered;
}

/**
 * Plans a cycle. Refused: a missing permission, an edition that is not published or does not bind the operator's sector,
 * items that are no measures of it, unacceptable days, and equal cycles whose number is not confirmed.
 */
export const planCycle = command({
  name: "cycle.plan",
  api: post("/cycles", "planCycle", TAG, "点検の回を計画する（同じ版で期間の重なる回があれば、その数の確認が要る）", 201),
  on: ofOwnOperator("cycle"),
  input: planBody,
  output: cyclePlanned,
  refuses: ["invalid_input", "unknown_item", "edition_not_binding", "confirmation_required"],
  current: { edition_not_binding: notBinding, confirmation_required: equalToOthers },
  keeps: ["confirmedEqualCycles"],
  wayBack: { by: "cycle.cancel" },
  async run({ transaction, subject: { operatorId }, input: plan, by, now, made }) {
    const index = await loadEdition(transaction, plan.edition);
    if (!index) {
      return refused(refusal("invalid_input", "その版のガイドラインはありません。", { fields: [{ path: "edition", message: "版を選び直してください。" }] }));
    }
    const unfit = (await operatorBindingRefusal(transaction, operatorId, plan.edition)) ?? scheduleRefusal({ ...plan.period, dueOn: plan.dueOn }, now);
    if (unfit) return refused(unfit);
    const unknown = plan.measures === "all" ? null : checkMeasures(index, plan.measures);
    if (unknown) return refused(unknown);
    const { from: periodFrom, to: periodTo } = plan.period;
    const compared = { id: null, editionId: plan.edition, periodFrom, periodTo, selectedItems: selectionColumn(index, plan.measures) };
    const equal = await equalCycles(transaction, compared, "planning");
    if (!confirms(plan.confirmedEqualCycles, equal.length)) return refused(doublingConfirmation(equal, "plan"));
    const id = randomUUID();
    made(`cycle/${id}`);
    const previousCycleId = await previousCycleOf(transaction, compared);
    await transaction.cycle.createMany({
      data: [
        {
          ...{ operatorId, id, editionId: plan.edition, title: plan.title, state: "planned", exampleMode: plan.examples, previousCycleId },
          periodFrom: dateOf(plan.period.from),
          periodTo: dateOf(plan.period.to),
          dueOn: dateOf(plan.dueOn),
          selectedItems: selectedItems(index, plan.measures),
          createdAt: now,
          createdBy: by,
        },
      ],
    });
    return granted({ id, state: "planned" as const });
  },
});

/** The column value for the selected measures of a cycle. */
export const selectedItems = (index: EditionIndex, measures: "all" | readonly string[]) => {
  const ids = selectionColumn(index, measures);
  return ids === null ? Prisma.DbNull : [...ids];
};

/** Replaces the list; returns the reasons that differ, by place; null if none does. */
async function replaceLeftOut(
  transaction: Transaction,
  { operatorId, id: cycleId }: { readonly operatorId: string; readonly id: string },
  leftOut: readonly LeftOutEntry[],
  by: string,
  at: Date,
) {
  const before = await readLeftOut(transaction, cycleId);
  await transaction.cycleLeftOut.deleteMany({ where: { operatorId, cycleId } });
  await transaction.cycleLeftOut.createMany({
    data: leftOut.map(({ item: itemId, reason, ...place }) => ({ ...{ operatorId, cycleId, itemId, reason, by, at }, scope: leftOutScope(place) })),
  });
  return differences(leftOutReasons(before), leftOutReasons(leftOut));
}

/** Leaves measures out of a planned cycle, each with a reason; the list replaces the previous one, and the audit entry keeps what differs. For the CISO only. */
export const leaveOut = command({
  name: "cycle.leaveOut",
  api: put("/cycles/{cycleId}/left-out", "leaveOut", TAG, "理由を付けて対策項目を外す（CISO）"),
  on: anyCycle.exclusive,
  input: leftOutBody,
  output: leftOutAnswer,
  refuses: ["invalid_input", "unknown_item", "wrong_state"],
  wayBack: { by: "cycle.leaveOut" },
  async run({ transaction, subject: cycle, input: { leftOut }, by, now, addDetail, keepChange }) {
    addDetail({ entries: leftOut.length });
    if (cycle.state !== "planned") return refused(NOT_PLANNED);
    const index = await loadEdition(transaction, cycle.editionId, cycle.contentHash);
    if (!index) throw new Error(`edition ${cycle.editionId} of a cycle is missing`);
    const unknown = checkMeasures(
      index,
      leftOut.map(({ item }) => item),
    );
    if (unknown) return refused(unknown);
    const keys = leftOut.map(leftOutPlace);
    const twice = keys.find((key, position) => keys.indexOf(key) !== position);
    if (twice !== undefined) return refused(refusal("invalid_input", "同じ項目が同じ場所で二度外されています。", { list: twice.split(" ").slice(0, 1) }));
    const unusable = unusableReasons(leftOut);
    if (unusable) return refused(unusable);
    const changed = await replaceLeftOut(transaction, cycle, leftOut, by, now);
    keepChange(changed);
    if (changed) await keepPlanner(transaction, cycle, by);
    return granted({ id: cycle.id, leftOut });
  },
});
