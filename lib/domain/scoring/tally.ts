import type { AnsweringRole } from "@/lib/domain/guideline/edition";

/** The sheets that a count is taken over. */
export interface TallyScope {
  readonly role: AnsweringRole;
  readonly department: string | null;
  readonly system: string | null;
}

/**
 * Counts of one item over the counted sheets of one scope (docs/design.md 9, Tallies). All are non-negative integers; `asked`
 * is the number of counted sheets that ask the item, and those in none of the four answers are unanswered.
 */
export interface Tally extends TallyScope {
  readonly item: string;
  readonly asked: number;
  readonly implemented: number;
  readonly partial: number;
  readonly notImplemented: number;
  readonly notApplicable: number;
}

/** Sheets of one scope; withdrawn sheets are in neither number. */
export interface SheetCount extends TallyScope {
  readonly handedOut: number;
  readonly counted: number;
}
