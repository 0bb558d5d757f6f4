import { ANSWER_STATUSES, type AnswerStatus } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES, type AnsweringRole } from "@/lib/domain/guideline/edition";
import type { ScorableEdition } from "@/lib/domain/scoring/measure";
import type { TallyScope } from "@/lib/domain/scoring/tally";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

/** One sheet of an export of answers (docs/design.md 9). `handedIn`: whether the sheet counts. */
export interface AnswersFileSheet {
  readonly id: string;
  readonly role: string;
  readonly department: string | null;
  readonly system: string | null;
  readonly handedIn: boolean;
  readonly items: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
}

export interface AnswersFile {
  readonly edition: string;
  readonly sheets: readonly AnswersFileSheet[];
}

export interface ScorableSheet extends TallyScope {
  readonly counted: boolean;
  readonly items: readonly string[];
  readonly answers: ReadonlyMap<string, AnswerStatus>;
}

export type AnswersFileRefusal =
  | { readonly code: "wrongEdition"; readonly edition: string }
  | { readonly code: "duplicateSheet"; readonly sheet: string }
  | { readonly code: "unknownRole"; readonly sheet: string; readonly role: string }
  | { readonly code: "unknownItem" | "duplicateItem" | "unaskedItem"; readonly sheet: string; readonly item: string }
  | { readonly code: "unknownStatus"; readonly sheet: string; readonly item: string; readonly status: string };

const isRole = (role: string): role is AnsweringRole => (ANSWERING_ROLES as readonly string[]).includes(role);
const isStatus = (status: string): status is AnswerStatus => (ANSWER_STATUSES as readonly string[]).includes(status);

const readSheet = (sheet: AnswersFileSheet, known: ReadonlySet<string>): Result<ScorableSheet, AnswersFileRefusal> => {
  const { id, role, department, system, handedIn: counted, items } = sheet;
  if (!isRole(role)) return refused({ code: "unknownRole", sheet: id, role });
  const asked = new Set<string>();
  for (const item of items) {
    if (!known.has(item)) return refused({ code: "unknownItem", sheet: id, item });
    if (asked.has(item)) return refused({ code: "duplicateItem", sheet: id, item });
    asked.add(item);
  }
  const answers = new Map<string, AnswerStatus>();
  for (const [item, status] of Object.entries(sheet.answers)) {
    if (!known.has(item)) return refused({ code: "unknownItem", sheet: id, item });
    if (!asked.has(item)) return refused({ code: "unaskedItem", sheet: id, item });
    if (!isStatus(status)) return refused({ code: "unknownStatus", sheet: id, item, status });
    answers.set(item, status);
  }
  return granted({ role, department, system, counted, items, answers });
};

/** Checks the sheets of an export of answers; see `scoreFile` for the refusals. */
export const readAnswersFile = (edition: ScorableEdition, file: AnswersFile): Result<readonly ScorableSheet[], AnswersFileRefusal> => {
  if (file.edition !== edition.id) return refused({ code: "wrongEdition", edition: file.edition });
  const known = new Set(edition.items.map(({ id }) => id));
  const seen = new Set<string>();
  const sheets: ScorableSheet[] = [];
  for (const sheet of file.sheets) {
    if (seen.has(sheet.id)) return refused({ code: "duplicateSheet", sheet: sheet.id });
    seen.add(sheet.id);
    const read = readSheet(sheet, known);
    if (!read.ok) return read;
    sheets.push(read.value);
  }
  return granted(sheets);
};
