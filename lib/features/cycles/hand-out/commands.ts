import "server-only";
import { transitionCycle } from "@/lib/domain/checking/cycle";
import { confirms } from "@/lib/domain/shared/confirmation";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { daysBeforePeriod, equalCycles, handingOutConfirmation } from "@/lib/features/cycles/doubling/queries";
import { planOf, sheetsToCome } from "@/lib/features/cycles/hand-out/queries";
import { insertSheets, keepVacant } from "@/lib/features/cycles/hand-out/rows";
import { leftOutReasons } from "@/lib/features/cycles/record/queries";
import { cycle as anyCycle, type CycleRecord, previousCycleOf } from "@/lib/features/cycles/record/record";
import { cycleRefusal } from "@/lib/features/cycles/record/refusals";
import { keepPlanner } from "@/lib/features/cycles/record/rows";
import { overtakenPlan } from "@/lib/features/cycles/record/rules";
import { cycleState, equalOrEarly, inState, laterSheets, laterSheetsBody, openBody, TAG } from "@/lib/features/cycles/record/schema";
import { operatorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { notBinding } from "@/lib/features/guidelines/binding/schema";
import type { Transaction } from "@/lib/server/database/client";
import { command, post } from "@/lib/server/use-cases/use-case";

/** Why a valid plan cannot be handed out now: another edition binds the sector, or its days have passed. */
export const unfitNow = async (transaction: Transaction, cycle: CycleRecord, now: Date) =>
  (await operatorBindingRefusal(transaction, cycle.operatorId, cycle.editionId)) ?? overtakenPlan(cycle, now);

/**
 * Opens a planned cycle: creates the sheets with their respondents, and tallies at zero, all or nothing. The cycle then
 * refers to the revision that is published now. Refused: the wrong state, an edition that does not bind the sector, a due
 * date that has passed, measures on no sheet (with the list), and equal cycles or days before the period that are not confirmed.
 */
export const openCycle = command({
  name: "cycle.open",
  api: post("/cycles/{cycleId}/open", "openCycle", TAG, "点検票を配って回答を始める（期間の重なる回があるときと、期間の前は、確認が要る）"),
  on: anyCycle.staffed,
  input: openBody,
  output: cycleState,
  refuses: ["invalid_input", "unknown_item", "reason_required", "wrong_state", "items_on_no_sheet", "edition_not_binding", "confirmation_required"],
  current: { wrong_state: inState, edition_not_binding: notBinding, confirmation_required: equalOrEarly },
  keeps: ["confirmedEqualCycles", "confirmedDaysEarly"],
  wayBack: { by: "cycle.cancel" },
  async run({ transaction, subject: cycle, input: { confirmedEqualCycles, confirmedDaysEarly }, by, now, addDetail }) {
    const early = transitionCycle(cycle.state, { type: "open", unassigned: [] });
    if (!early.ok) return refused(cycleRefusal(early.refusal));
    const unfit = await unfitNow(transaction, cycle, now);
    if (unfit) return refused(unfit);
    const [equal, daysEarly] = [await equalCycles(transaction, cycle, "handingOut"), daysBeforePeriod(cycle, now)];
    const plan = await planOf(transaction, cycle);
    if (!plan.ok) return plan;
    const { sheets, unassigned, whileVacant, edition } = plan.value;
    const items = [...new Set(unassigned.flatMap((place) => place.items))];
    const next = transitionCycle(cycle.state, { type: "open", unassigned: items });
    if (!next.ok) return refused(cycleRefusal(next.refusal));
    if (sheets.length === 0) return refused(refusal("items_on_no_sheet", "配る点検票が1枚もありません。計画を確かめてください。"));
    if (!confirms(confirmedEqualCycles, equal.length) || !confirms(confirmedDaysEarly, daysEarly)) {
      return refused(handingOutConfirmation(cycle, equal, daysEarly));
    }
    const previousCycleId = await previousCycleOf(transaction, cycle);
    const { operatorId, id, editionRevision } = cycle;
    await transaction.cycle.updateMany({ where: { operatorId, id }, data: { state: next.value, openedAt: now, editionRevision, previousCycleId } });
    const handedOut = await insertSheets(transaction, cycle, edition, sheets);
    await keepVacant(transaction, cycle, whileVacant);
    await keepPlanner(transaction, cycle, by);
    addDetail({ sheets: handedOut.length });
    return granted({ id, state: next.value });
  },
});

/** Hands out, in an open cycle, the sheets of people, departments and systems that came later, and of posts that were vacant. Refused: an edition that no longer binds the sector. */
export const handOutLater = command({
  name: "cycle.handOutLater",
  may: "cycle.open",
  api: post(
    "/cycles/{cycleId}/sheets",
    "handOutLater",
    TAG,
    "後から加わった人・部署・重要システムと、空席だった役職の点検票を配る（空席のため外した対策項目は、また聞く）",
  ),
  on: anyCycle.staffed,
  input: laterSheetsBody,
  output: laterSheets,
  refuses: ["invalid_input", "unknown_item", "reason_required", "wrong_state", "edition_not_binding"],
  current: { edition_not_binding: notBinding },
  wayBack: { by: "sheet.withdraw" },
  async run({ transaction, subject: cycle, input, by, addDetail, keepChange, each }) {
    if (cycle.state !== "open") return refused(refusal("wrong_state", "点検票を配れるのは、回答を受け付けている間だけです。"));
    const unfit = await operatorBindingRefusal(transaction, cycle.operatorId, cycle.editionId);
    if (unfit) return refused(unfit);
    const missing = await sheetsToCome(transaction, cycle, input);
    if (!missing.ok) return missing;
    const { sheets, edition, takenIn } = missing.value;
    const handedOut = await insertSheets(transaction, cycle, edition, sheets);
    if (handedOut.length > 0 || takenIn.length > 0) await keepPlanner(transaction, cycle, by);
    addDetail({ sheets: handedOut.length });
    if (takenIn.length > 0) {
      addDetail({ takenIn: takenIn.length });
      keepChange({ before: leftOutReasons(takenIn), after: {} });
    }
    each(handedOut.map((id) => ({ place: `sheet/${id}`, detail: {} })));
    return granted({ id: cycle.id, state: cycle.state, handedOut: handedOut.length });
  },
});
