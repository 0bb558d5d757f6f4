import "server-only";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { changeable } from "@/lib/domain/checking/cycle";
import { confirms } from "@/lib/domain/shared/confirmation";
import { type Differences, differences } from "@/lib/domain/shared/differences";
import { type FieldProblem, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { cycleDifferences, type TitleAndDates, titleAndDatesOf } from "@/lib/features/cycles/changes/queries";
import { recordChange } from "@/lib/features/cycles/changes/rows";
import { changingConfirmation, daysBeforePeriod, doublingConfirmation, newlyEqual } from "@/lib/features/cycles/doubling/queries";
import { checkMeasures, dateOf, selectedItems, selectionColumn } from "@/lib/features/cycles/plan/commands";
import { type CycleRecord, cycle, previousCycleOf } from "@/lib/features/cycles/record/record";
import { keepPlanner } from "@/lib/features/cycles/record/rows";
import { scheduleOf, scheduleRefusal } from "@/lib/features/cycles/record/rules";
import { cycleState, equalOrEarly, equalToOthers, inState, type PlanChangeBody, planChangeBody, TAG } from "@/lib/features/cycles/record/schema";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { CYCLE_STATE_WORDS } from "@/lib/labels/state-words";
import type { Prisma, Transaction } from "@/lib/server/database/client";
import { type Context, command, patch } from "@/lib/server/use-cases/use-case";

type KeepChange = Context<unknown, unknown>["keepChange"];

const ONLY_THEN = "名前・期間・期限を変えられるのは、計画の間と、回答を受け付けている間だけです。";

/** Title and dates after the change. */
const wanted = (cycle: CycleRecord, { title, period, dueOn }: PlanChangeBody): TitleAndDates => ({
  ...titleAndDatesOf(cycle),
  ...(title === undefined ? {} : { title }),
  ...(period === undefined ? {} : period),
  ...(dueOn === undefined ? {} : { dueOn }),
});

async function columnsOf(
  transaction: Transaction,
  cycle: CycleRecord,
  { title, from, to, dueOn }: TitleAndDates,
): Promise<Prisma.CycleUpdateManyMutationInput> {
  const previousCycleId = await previousCycleOf(transaction, { ...cycle, periodFrom: from, periodTo: to });
  return { title, periodFrom: dateOf(from), periodTo: dateOf(to), dueOn: dateOf(dueOn), previousCycleId };
}

const write = async (transaction: Transaction, { operatorId, id, state }: CycleRecord, data: Prisma.CycleUpdateManyMutationInput) => {
  await transaction.cycle.updateMany({ where: { operatorId, id }, data });
  return granted({ id, state });
};

const asCompared = (cycle: CycleRecord, { from, to }: TitleAndDates): CycleRecord => ({ ...cycle, periodFrom: from, periodTo: to });

/** What a change of a planned cycle changed besides title and dates. */
function otherDifferences(
  cycle: CycleRecord,
  { examples = cycle.exampleMode }: PlanChangeBody,
  selection: readonly string[] | null,
): Differences<object> | null {
  const same = isDeepStrictEqual(selection, cycle.selectedItems);
  const before = { examples: cycle.exampleMode, measures: cycle.selectedItems ?? "all" };
  return differences<object>(before, { examples, measures: same ? before.measures : (selection ?? "all") });
}

/** Changes a planned cycle. */
async function changePlanned(transaction: Transaction, cycle: CycleRecord, plan: PlanChangeBody, by: string, now: Date, keepChange: KeepChange) {
  const index = await loadEdition(transaction, cycle.editionId, cycle.contentHash);
  if (!index) throw new Error(`edition ${cycle.editionId} of a cycle is missing`);
  const unknown = plan.measures === undefined || plan.measures === "all" ? null : checkMeasures(index, plan.measures);
  if (unknown) return refused(unknown);
  const after = wanted(cycle, plan);
  const days = scheduleRefusal(after, now, scheduleOf(cycle));
  if (days) return refused(days);
  const selection = plan.measures === undefined ? cycle.selectedItems : selectionColumn(index, plan.measures);
  const equal = await newlyEqual(transaction, cycle, { ...asCompared(cycle, after), selectedItems: selection }, "planning");
  if (!confirms(plan.confirmedEqualCycles, equal.length)) return refused(doublingConfirmation(equal, "change"));
  const [titleAndDates, others] = [cycleDifferences(titleAndDatesOf(cycle), after), otherDifferences(cycle, plan, selection)];
  if (titleAndDates || others) {
    keepChange({ before: { ...titleAndDates?.before, ...others?.before }, after: { ...titleAndDates?.after, ...others?.after } });
    await keepPlanner(transaction, cycle, by);
  }
  return write(transaction, cycle, {
    ...(await columnsOf(transaction, cycle, after)),
    ...(plan.examples === undefined ? {} : { exampleMode: plan.examples }),
    ...(plan.measures === undefined ? {} : { selectedItems: selectedItems(index, plan.measures) }),
  });
}

/** Refuses changes of what is already on the sheets. */
function fixedFields({ examples, measures }: PlanChangeBody): FieldProblem[] {
  const message = "点検票を配った後は変えられません。変えられるのは、名前・期間・回答の期限です。";
  return [...(examples === undefined ? [] : [{ path: "examples", message }]), ...(measures === undefined ? [] : [{ path: "measures", message }])];
}

/** Changes title, period and due date of an open cycle, with a reason that its respondents can read. */
async function changeRunning(transaction: Transaction, cycle: CycleRecord, plan: PlanChangeBody, by: string, now: Date, keepChange: KeepChange) {
  const fixed = fixedFields(plan);
  if (fixed.length > 0)
    return refused(
      refusal("wrong_state", "点検票を配った後は、点検する項目と具体例の扱いは変えられません。", { fields: fixed, current: { state: cycle.state } }),
    );
  const after = wanted(cycle, plan);
  const difference = cycleDifferences(titleAndDatesOf(cycle), after);
  if (difference === null) return granted({ id: cycle.id, state: cycle.state });
  const days = scheduleRefusal(after, now, scheduleOf(cycle));
  if (days) return refused(days);
  const { reason } = plan;
  if (reason === undefined) {
    const message = "変える理由を入力してください。回答する人に伝えます。";
    return refused(refusal("reason_required", message, { fields: [{ path: "reason", message }] }));
  }
  const compared = asCompared(cycle, after);
  const equal = await newlyEqual(transaction, cycle, compared, "handingOut");
  // The days of a beginning that stays as it is were confirmed before.
  const daysEarly = after.from === cycle.periodFrom ? 0 : daysBeforePeriod(compared, now);
  if (!confirms(plan.confirmedEqualCycles, equal.length) || !confirms(plan.confirmedDaysEarly, daysEarly)) {
    return refused(changingConfirmation(compared, equal, daysEarly));
  }
  keepChange(difference);
  await recordChange(transaction, cycle, { ...difference, reason, by, at: now });
  await keepPlanner(transaction, cycle, by);
  return write(transaction, cycle, await columnsOf(transaction, cycle, after));
}

/**
 * Changes a planned cycle freely, and title, period and due date of an open one with a reason. Refused: any other state,
 * unacceptable days, items that are no measures of the edition, and unconfirmed numbers: of cycles that it comes to equal, and of
 * an open one the days until a beginning that is moved into the future.
 */
export const changePlan = command({
  name: "cycle.changePlan",
  may: "cycle.plan",
  api: patch("/cycles/{cycleId}", "changePlan", TAG, "計画を変える。回答中の回は、名前・期間・期限を理由を付けて変える"),
  on: cycle.exclusive,
  input: planChangeBody,
  output: cycleState,
  refuses: ["invalid_input", "unknown_item", "reason_required", "wrong_state", "confirmation_required"],
  current: { wrong_state: inState, confirmation_required: z.union([equalOrEarly, equalToOthers]) },
  keeps: ["reason", "confirmedEqualCycles", "confirmedDaysEarly"],
  wayBack: { by: "cycle.changePlan" },
  async run({ transaction, subject, input: plan, by, now, keepChange }) {
    switch (changeable(subject.state)) {
      case "all":
        return changePlanned(transaction, subject, plan, by, now, keepChange);
      case "titleAndDates":
        return changeRunning(transaction, subject, plan, by, now, keepChange);
      case "nothing":
        return refused(
          refusal("wrong_state", `${ONLY_THEN}この回の状態は「${CYCLE_STATE_WORDS[subject.state]}」です。`, { current: { state: subject.state } }),
        );
    }
  },
});
