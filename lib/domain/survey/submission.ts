import { ANSWERING_ROLES, type AnsweringRole } from "@/lib/domain/guideline/edition";
import { graspOf, scoreItems } from "@/lib/domain/scoring/count";
import type { ItemCounts, ScorableEdition, Scores } from "@/lib/domain/scoring/measure";
import { ENGINE_VERSION, scoresOver } from "@/lib/domain/scoring/score";
import { addendOf, type OperatorResult, type SectorScores, sectorScores } from "@/lib/domain/scoring/sector";
import type { Addend, Places } from "@/lib/domain/scoring/sums";
import type { SheetCount, Tally } from "@/lib/domain/scoring/tally";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

export interface SubmittedItem extends ItemCounts {
  readonly item: string;
}

export interface SubmittedSheets {
  readonly role: AnsweringRole;
  readonly handedOut: number;
  readonly counted: number;
}

/**
 * The data that leaves the operator (docs/design.md 9): strings and integers only, so that its RFC 8785 form is unambiguous.
 * No names of departments, persons or systems; remarks only if the CISO selected them for the ministry.
 */
export interface SubmissionContent {
  readonly format: "submission/1";
  readonly engine: string;
  readonly edition: { readonly id: string; readonly revision: number; readonly contentHash: string };
  readonly operator: string;
  readonly cycle: string;
  /** Calendar dates, YYYY-MM-DD. */
  readonly period: { readonly from: string; readonly to: string };
  readonly version: number;
  /** SHA-256 of the previous version; null for the first. */
  readonly previousHash: string | null;
  readonly sheets: readonly SubmittedSheets[];
  /** By item id, in code-unit order. */
  readonly items: readonly SubmittedItem[];
  readonly remarks: readonly { readonly item: string; readonly text: string }[];
}

export interface SubmissionSource extends Omit<SubmissionContent, "format" | "engine" | "sheets" | "items"> {
  readonly tallies: readonly Tally[];
  readonly sheets: readonly SheetCount[];
}

export type SubmissionRefusal =
  | { readonly code: "wrongEdition"; readonly edition: string }
  | { readonly code: "unknownItem"; readonly item: string }
  | { readonly code: "inconsistentCounts"; readonly item: string };

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const submittedItems = (tallies: readonly Tally[]): readonly SubmittedItem[] => {
  const items = new Map<string, SubmittedItem>();
  for (const { item, asked, implemented, partial, notImplemented, notApplicable } of tallies) {
    const sum = items.get(item);
    items.set(item, {
      item,
      asked: asked + (sum?.asked ?? 0),
      implemented: implemented + (sum?.implemented ?? 0),
      partial: partial + (sum?.partial ?? 0),
      notImplemented: notImplemented + (sum?.notImplemented ?? 0),
      notApplicable: notApplicable + (sum?.notApplicable ?? 0),
    });
  }
  return [...items.values()].sort((a, b) => byCodeUnits(a.item, b.item));
};

const submittedSheets = (sheets: readonly SheetCount[]): readonly SubmittedSheets[] =>
  ANSWERING_ROLES.flatMap((role) => {
    const mine = sheets.filter((sheet) => sheet.role === role);
    const handedOut = mine.reduce((sum, sheet) => sum + sheet.handedOut, 0);
    const counted = mine.reduce((sum, sheet) => sum + sheet.counted, 0);
    return handedOut === 0 ? [] : [{ role, handedOut, counted }];
  });

/** The content of a submission from a cycle's tallies, summed over scopes. The same input gives the same content. */
export const submissionContent = ({ tallies, sheets, ...named }: SubmissionSource): SubmissionContent => ({
  format: "submission/1",
  engine: ENGINE_VERSION,
  edition: { ...named.edition },
  operator: named.operator,
  cycle: named.cycle,
  period: { ...named.period },
  version: named.version,
  previousHash: named.previousHash,
  sheets: submittedSheets(sheets),
  items: submittedItems(tallies),
  remarks: [...named.remarks].sort((a, b) => byCodeUnits(a.item, b.item)).map(({ item, text }) => ({ item, text })),
});

const isConsistent = (counts: ItemCounts): boolean => {
  const answers = [counts.implemented, counts.partial, counts.notImplemented, counts.notApplicable];
  const allCounts = [...answers, counts.asked].every((count) => Number.isSafeInteger(count) && count >= 0);
  return allCounts && answers.reduce((sum, count) => sum + count, 0) <= counts.asked;
};

const checkContent = (edition: ScorableEdition, content: SubmissionContent): SubmissionRefusal | null => {
  if (content.edition.id !== edition.id) return { code: "wrongEdition", edition: content.edition.id };
  const known = new Set(edition.items.map(({ id }) => id));
  const unknown = content.items.find(({ item }) => !known.has(item));
  if (unknown !== undefined) return { code: "unknownItem", item: unknown.item };
  const broken = content.items.find((counts) => !isConsistent(counts));
  return broken === undefined ? null : { code: "inconsistentCounts", item: broken.item };
};

const sheetTotals = ({ sheets }: SubmissionContent): { readonly handedOut: number; readonly counted: number } => ({
  handedOut: sheets.reduce((sum, sheet) => sum + sheet.handedOut, 0),
  counted: sheets.reduce((sum, sheet) => sum + sheet.counted, 0),
});

/**
 * Recomputes the figures of a submission from its counts; they equal those of its cycle to the digit (without groups).
 * Refused: another edition, an item outside the edition, counts that are invalid or exceed the number asked.
 */
export const scoresFromSubmission = (edition: ScorableEdition, content: SubmissionContent): Result<Scores, SubmissionRefusal> => {
  const refusal = checkContent(edition, content);
  if (refusal !== null) return refused(refusal);
  const counts = new Map(content.items.map((one) => [one.item, one]));
  const { handedOut, counted } = sheetTotals(content);
  return granted(scoresOver(edition, scoreItems(edition, counts), graspOf(handedOut, counted)));
};

/** A submission as one operator's contribution to a survey. */
export const operatorResult = (content: SubmissionContent): OperatorResult => ({
  operatorKey: content.operator,
  ...sheetTotals(content),
  items: content.items,
});

/** The addend of a submission to the sums over operators. Refused like `scoresFromSubmission`. */
export const addendFromSubmission = ({ edition, items }: Places, content: SubmissionContent): Result<Addend, SubmissionRefusal> => {
  const refusal = checkContent(edition, content);
  return refusal === null ? granted(addendOf(items, operatorResult(content))) : refused(refusal);
};

/** 浸透状況 from submissions, one for each operator. Refused like `scoresFromSubmission`, with the first refusal. */
export const sectorFromSubmissions = (
  edition: ScorableEdition,
  contents: readonly SubmissionContent[],
  called: number,
): Result<SectorScores, SubmissionRefusal> => {
  for (const content of contents) {
    const refusal = checkContent(edition, content);
    if (refusal !== null) return refused(refusal);
  }
  return granted(sectorScores(edition, contents.map(operatorResult), called));
};
