import { addAnswers } from "@/lib/demo/answer-rows";
import { type AskedItem, answersOf } from "@/lib/demo/answers";
import { cycleRow, type DemoCycle } from "@/lib/demo/cycles";
import { type DemoOperator, organisationOf } from "@/lib/demo/organisation";
import type { RowBook } from "@/lib/demo/rows";
import { makeSheet, sheetRow } from "@/lib/demo/sheets";
import { handOut, type LeftOut, type SheetPlan } from "@/lib/domain/checking/hand-out";
import type { AnsweringRole, Edition } from "@/lib/domain/guideline/edition";

/** Roles whose sheets were corrected after a wrong submission. */
const CORRECTED_ROLES: readonly string[] = ["systemAdministrator", "securityCommittee"];

/** Answers submitted first as 実施, and as 一部実施 after the correction. */
export type CorrectedItems = readonly { readonly role: AnsweringRole; readonly item: string }[];

function plansOf(operator: DemoOperator, cycle: DemoCycle, edition: Edition, leftOut: readonly LeftOut[]): readonly SheetPlan[] {
  const organisation = organisationOf(operator, cycle.index >= 2);
  const handed = handOut(edition, { measures: "all", examples: operator.profile.examples, leftOut }, organisation);
  if (!handed.ok) throw new Error(`the demo's ${operator.profile.slug} cannot hand out: ${JSON.stringify(handed.refusal).slice(0, 300)}`);
  return handed.value.sheets;
}

function addLeftOut(book: RowBook, operator: DemoOperator, cycle: DemoCycle): readonly LeftOut[] {
  const { leavesOut } = operator.profile;
  if (leavesOut === undefined || cycle.edition !== "kuko-2") return [];
  const by = operator.cast.get("ciso")?.id ?? null;
  book.add("cycle_left_out", {
    ...{ operator_id: operator.id, cycle_id: cycle.id, item_id: leavesOut.item, scope: "", reason: leavesOut.reason },
    ...{ by, at: cycle.createdAt },
  });
  return [leavesOut];
}

/** Adds a cycle with its sheets and answers to the book. Returns the items whose answers were corrected after submitting. */
export function addCycle(book: RowBook, operator: DemoOperator, cycle: DemoCycle, edition: Edition): CorrectedItems {
  book.add("cycle", cycleRow(operator, cycle, edition.revision));
  const leftOut = addLeftOut(book, operator, cycle);
  if (cycle.state === "planned") return [];
  const codes = new Map(edition.sections.map(({ id, code }) => [id, code]));
  const items = new Map(edition.items.map((item) => [item.id, item]));
  const asked = new Map<string, readonly AskedItem[]>();
  const ranks = new Map<string, number>();
  return plansOf(operator, cycle, edition, leftOut).flatMap((plan) => {
    const known = asked.get(plan.role);
    const mine =
      known ??
      plan.itemIds.flatMap((id): AskedItem[] => {
        const item = items.get(id);
        return item === undefined ? [] : [{ id, kind: item.kind, illustrates: item.illustrates, code: codes.get(item.section) ?? "" }];
      });
    if (known === undefined) {
      asked.set(plan.role, mine);
      const { id: cycleId } = cycle;
      for (const { id, kind } of mine) {
        book.add("cycle_item", { operator_id: operator.id, cycle_id: cycleId, role: plan.role, item_id: id, kind, position: items.get(id)?.order ?? 0 });
      }
    }
    const group = plan.role === "handler" ? `handler/${plan.departmentId ?? ""}` : plan.role;
    const rank = ranks.get(group) ?? 0;
    ranks.set(group, rank + 1);
    const corrected = cycle.reopenedAt !== null && CORRECTED_ROLES.includes(plan.role) && rank < 2;
    const sheet = makeSheet(operator, cycle, plan, rank, corrected);
    const answers = answersOf(operator, sheet, mine);
    const measures = mine.filter(({ kind }) => kind === "measure").length;
    const answered = answers.filter(({ item }) => items.get(item)?.kind === "measure").length;
    book.add("sheet", sheetRow(operator, sheet, measures, answered));
    for (const personId of plan.respondentIds) book.add("sheet_respondent", { operator_id: operator.id, sheet_id: sheet.id, person_id: personId });
    return addAnswers(book, operator, sheet, answers).map((item) => ({ role: plan.role, item }));
  });
}
