import { countedStatus, needsReason } from "@/lib/domain/checking/answer";
import { ANSWER_STATUSES, type AnswerStatus, type ExampleMode } from "@/lib/domain/checking/state";
import type { ItemKind } from "@/lib/domain/guideline/edition";

export interface SheetItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly section: string;
  /** For an example, its measure. */
  readonly illustrates: string | null;
  readonly order: number;
}

export interface GivenAnswer {
  readonly status: AnswerStatus | null;
  readonly reason: string | null;
}

export interface Progress {
  readonly answered: number;
  readonly total: number;
}

export interface SectionProgress {
  readonly section: string;
  readonly measures: Progress;
  readonly examples: Progress;
  readonly needingReason: number;
}

export interface SheetProgress {
  readonly measures: Progress;
  /** Examples below a measure that is 該当なし are neither asked nor in the total. */
  readonly examples: Progress;
  /** Unanswered measures in printed order; handing in asks for confirmation of their number. */
  readonly unansweredMeasures: readonly string[];
  /** Examples that are asked and have no answer, in printed order. Whether the round wants them answered is its `ExampleMode`. */
  readonly unansweredExamples: readonly string[];
  /** Measures that are 該当なし without a reason; they count as unanswered and prevent handing in. */
  readonly needingReason: readonly string[];
  /** Only sections with items of the sheet, in printed order. */
  readonly sections: readonly SectionProgress[];
}

type Answers = ReadonlyMap<string, GivenAnswer>;
/** What is needed of an item to count the answer to it. */
type Counted = Pick<SheetItem, "id" | "kind" | "illustrates">;

const inOrder = (items: readonly SheetItem[]): readonly SheetItem[] => [...items].sort((a, b) => a.order - b.order);

const statusOf = (item: Counted, answers: Answers): AnswerStatus | null => {
  const answer = answers.get(item.id);
  return answer === undefined ? null : countedStatus(item.kind, answer.status, answer.reason);
};

const lacksReason = (item: SheetItem, answers: Answers): boolean => {
  const answer = answers.get(item.id);
  return answer !== undefined && needsReason(item.kind, answer.status, answer.reason);
};

/** Whether an item is asked: an example is not while its measure on the same sheet is 該当なし. */
export const isAsked = (item: Pick<SheetItem, "kind" | "illustrates">, answers: Answers): boolean => {
  if (item.kind === "measure" || item.illustrates === null) return true;
  const measure = answers.get(item.illustrates);
  return measure === undefined || countedStatus("measure", measure.status, measure.reason) !== "notApplicable";
};

/** A measure that is 該当なし, with its answered examples. */
export interface UncountedExamples {
  readonly measure: string;
  /** In printed order; never empty. */
  readonly examples: readonly string[];
}

/**
 * The answers that would not count if the sheet were handed in now: those to examples of a measure that is 該当なし with a reason
 * (docs/design.md 3), by measure in printed order. They stay as they are and count again with the measure.
 */
export const uncountedExamples = (items: readonly SheetItem[], answers: Answers): readonly UncountedExamples[] => {
  const byMeasure = new Map<string, string[]>();
  for (const item of inOrder(items)) {
    const { id, illustrates } = item;
    if (illustrates === null || isAsked(item, answers) || statusOf(item, answers) === null) continue;
    byMeasure.set(illustrates, [...(byMeasure.get(illustrates) ?? []), id]);
  }
  return [...byMeasure].map(([measure, examples]) => ({ measure, examples }));
};

export const countUncounted = (measures: readonly UncountedExamples[]): number => measures.reduce((sum, { examples }) => sum + examples.length, 0);

/** The answers to the items of one kind as they count, in the given order. Examples that are not asked are in no number. */
export const countedAnswers = (items: readonly Counted[], answers: Answers, kind: ItemKind): (AnswerStatus | null)[] =>
  items.filter((item) => item.kind === kind && isAsked(item, answers)).map((item) => statusOf(item, answers));

export interface AnswerNumber {
  readonly status: AnswerStatus | null;
  readonly count: number;
}

/** How many answers there are of each status, 0 as well, 未回答 last. In: answers as they count. */
export const answerNumbers = (counted: readonly (AnswerStatus | null)[]): readonly AnswerNumber[] =>
  [...ANSWER_STATUSES, null].map((status) => ({ status, count: counted.filter((one) => one === status).length }));

const progressOf = (items: readonly SheetItem[], answers: Answers, kind: ItemKind): Progress => {
  const counted = countedAnswers(items, answers, kind);
  return { answered: counted.filter((status) => status !== null).length, total: counted.length };
};

/** Progress of a sheet, as a whole and by section. In: its items, and the answers given so far by item. */
export const sheetProgress = (items: readonly SheetItem[], answers: Answers): SheetProgress => {
  const ordered = inOrder(items);
  const bySection = new Map<string, SheetItem[]>();
  for (const item of ordered) bySection.set(item.section, [...(bySection.get(item.section) ?? []), item]);
  const measures = ordered.filter(({ kind }) => kind === "measure");
  const unanswered = (kind: ItemKind): string[] =>
    ordered.filter((item) => item.kind === kind && isAsked(item, answers) && statusOf(item, answers) === null).map(({ id }) => id);
  return {
    measures: progressOf(ordered, answers, "measure"),
    examples: progressOf(ordered, answers, "example"),
    unansweredMeasures: unanswered("measure"),
    unansweredExamples: unanswered("example"),
    needingReason: measures.filter((item) => lacksReason(item, answers)).map(({ id }) => id),
    sections: [...bySection].map(([section, within]) => ({
      section,
      measures: progressOf(within, answers, "measure"),
      examples: progressOf(within, answers, "example"),
      needingReason: within.filter((item) => lacksReason(item, answers)).length,
    })),
  };
};

/**
 * The next unanswered item after `after` in printed order, continuing from the top after the last; null if all are answered.
 * Includes examples only if the cycle asks them (`asked`).
 */
export const nextUnanswered = (items: readonly SheetItem[], answers: Answers, after: string | null, examples: ExampleMode): string | null => {
  const ordered = inOrder(items);
  const start = after === null ? 0 : ordered.findIndex(({ id }) => id === after) + 1;
  const round = [...ordered.slice(start), ...ordered.slice(0, start)];
  const wanted = round.find((item) => (item.kind === "measure" || examples === "asked") && isAsked(item, answers) && statusOf(item, answers) === null);
  return wanted?.id ?? null;
};
