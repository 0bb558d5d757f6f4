import type { DemoAnswer } from "@/lib/demo/answers";
import { chance, happens, idOf } from "@/lib/demo/days/chance";
import { deputyAt } from "@/lib/demo/deputies";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { Row, RowBook } from "@/lib/demo/rows";
import { type DemoSheet, returnTimes } from "@/lib/demo/sheets";
import { RESPONDENT_ADDS, REVIEWER_ASKS } from "@/lib/demo/wording/phrases";
import { contentOf } from "@/lib/domain/checking/answer-content";
import { postKey } from "@/lib/domain/checking/posts";

/** Items of a returned sheet that the reviewer asks about. */
const QUESTIONED = 2;
const CORRECTED = 3;
/** The part of a post's answers that its deputy gives. */
const BY_DEPUTY = 0.3;

/** The reviewer's question about an item, and the answer before and after. */
interface Question {
  readonly remark: string;
  readonly before: DemoAnswer;
  readonly after: DemoAnswer;
}

function questionOn(answer: DemoAnswer, corrected: boolean): Question | null {
  const blank: DemoAnswer = { ...answer, remark: null, evidence: null };
  if (corrected && answer.status !== "partial") return null;
  switch (answer.status) {
    case "implemented":
      return { remark: REVIEWER_ASKS.proof, before: blank, after: { ...answer, remark: RESPONDENT_ADDS.proof, evidence: answer.evidence ?? "部署の記録簿" } };
    case "partial":
      return { remark: REVIEWER_ASKS.again, before: { ...blank, status: "implemented" }, after: { ...answer, remark: RESPONDENT_ADDS.admission } };
    case "notApplicable":
      return { remark: REVIEWER_ASKS.reason, before: { ...blank, reason: "対象外" }, after: answer };
    case "notImplemented":
      return { remark: REVIEWER_ASKS.extent, before: { ...blank, status: "partial" }, after: { ...answer, remark: RESPONDENT_ADDS.extent } };
  }
}

/** The items that the reviewer of a returned sheet asked about, in an order that differs between sheets. */
function questionsOf(sheet: DemoSheet, answers: readonly DemoAnswer[]): ReadonlyMap<string, Question> {
  const corrected = sheet.correctedAt !== null;
  if (!corrected && sheet.state !== "returned" && !sheet.resubmitted) return new Map();
  const shuffled = answers
    .filter(({ item }) => !item.includes(":e"))
    .map((answer) => ({ answer, order: chance(`${sheet.id}/${answer.item}/asked`) }))
    .sort((one, other) => one.order - other.order);
  const questions = shuffled.flatMap(({ answer }): [string, Question][] => {
    const question = questionOn(answer, corrected);
    return question === null ? [] : [[answer.item, question]];
  });
  return new Map(questions.slice(0, corrected ? CORRECTED : QUESTIONED));
}

/** Adds the answers of a sheet to the book, with earlier versions and reviewers' remarks. Returns the corrected items. */
export function addAnswers(book: RowBook, operator: DemoOperator, sheet: DemoSheet, answers: readonly DemoAnswer[]): readonly string[] {
  const questions = questionsOf(sheet, answers);
  const { work } = operator.calendar;
  const times = returnTimes(operator.calendar, sheet);
  const respondents = sheet.plan.respondentIds;
  const deputyFor = (answer: DemoAnswer, at: Date) => {
    const deputy = deputyAt(operator, sheet.plan, at);
    return deputy !== undefined && happens(`${sheet.id}/${answer.item}/deputy`, BY_DEPUTY) ? deputy : null;
  };
  const rowOf = (answer: DemoAnswer, version: number, answeredAt: Date): Row => ({
    ...{ operator_id: operator.id, sheet_id: sheet.id, item_id: answer.item, ...contentOf(answer), version },
    answered_by: deputyFor(answer, answeredAt)?.personId ?? respondents[Math.floor(chance(`${sheet.id}/${answer.item}/by`) * respondents.length)] ?? null,
    answered_at: answeredAt,
  });
  const representedIn = (answer: DemoAnswer, at: Date): string | null => {
    const deputy = deputyFor(answer, at);
    return deputy && postKey(deputy);
  };
  answers.forEach((answer, index) => {
    const at = work.between(sheet.from, sheet.until, (index + 1) / (answers.length + 1));
    const question = questions.get(answer.item);
    const mended = question !== undefined && sheet.state !== "returned" && times !== null;
    const current = question === undefined ? answer : mended ? question.after : question.before;
    const forMinistry =
      sheet.plan.role === "ciso" && sheet.cycle.state === "submitted" && current.remark !== null && happens(`${sheet.id}/${answer.item}/shown`, 0.3);
    if (mended) book.add("answer_history", { ...rowOf(question.before, 1, at), cause: "answered", represented: representedIn(question.before, at) });
    book.add("answer", { ...rowOf(current, mended ? 2 : 1, mended ? times.mendedAt : at), for_ministry: forMinistry });
    if (question === undefined || times === null || sheet.reviewer === null) return;
    book.add("item_remark", {
      ...{ operator_id: operator.id, id: idOf(`${sheet.id}/remark/${answer.item}`), sheet_id: sheet.id, item_id: answer.item },
      ...{ text: question.remark, by: sheet.reviewer, at: times.remarkedAt },
    });
  });
  return sheet.correctedAt === null ? [] : [...questions.keys()];
}
