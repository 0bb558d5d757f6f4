import type { Course } from "@/lib/domain/handover/courses";

/**
 * Why a planned handover has to be confirmed again. `confirmer`: the person who confirmed it may no longer do it. `department`, `posts`:
 * the person is in another department or has other roles than were shown. `sheets`: there are sheets that were not shown and
 * leave a choice. `courses`: what was chosen is no longer possible for a sheet. `answers`: a sheet to be withdrawn has more
 * answers than were shown. `vacant`, `unanswerable`, `unreviewable`: more posts or sheets than were shown would have nobody, or
 * nobody to answer or to review them. `soleHolder`, `onlyTheirs`: more posts than were shown have nobody else, or more sheets
 * nobody else who could answer or review them. `refused`: a rule refuses it. `failed`: the portal failed.
 */
export const CONFIRM_REASONS = [
  "confirmer",
  "department",
  "posts",
  "sheets",
  "courses",
  "answers",
  "vacant",
  "unanswerable",
  "unreviewable",
  "soleHolder",
  "onlyTheirs",
  "refused",
  "failed",
] as const;
export type ConfirmReason = (typeof CONFIRM_REASONS)[number];

/** A reason with the number of sheets or posts that it is about, or what the rule that refuses says. */
export interface ToConfirm {
  readonly code: ConfirmReason;
  readonly count?: number | undefined;
  readonly detail?: string | undefined;
}

/** Posts by their keys (`role/department/system`). */
interface Posts {
  readonly departmentId: string;
  readonly givenUp: readonly string[];
  readonly taken: readonly string[];
}

/** What depends on this one person: a post by its key, or under another key what is no post. */
export interface OnPerson {
  readonly key: string;
  /** Whether it is a post that nobody else holds. */
  readonly sole: boolean;
  /** Sheets that nobody else could answer, or review. */
  readonly sheets: number;
}

export interface Left {
  /** Posts that are given up and have nobody afterwards. */
  readonly vacant: readonly string[];
  /** Sheets that nobody could answer afterwards. */
  readonly unanswerable: number;
  /** Sheets handed in that nobody could review afterwards. */
  readonly unreviewable: number;
  /** What the person goes on with, and whether anybody else could. */
  readonly onPerson: readonly OnPerson[];
}

/** What was shown when a handover for a later day was confirmed. */
export interface Shown extends Posts, Left {
  readonly sheets: readonly { readonly id: string; readonly course: Course; readonly answers: number }[];
}

/** A sheet that is open on the day, with what can become of it. */
export interface OpenOnDay {
  readonly id: string;
  readonly courses: readonly Course[];
  readonly answers: number;
}

const isSame = (some: readonly string[], others: readonly string[]): boolean => some.length === others.length && some.every((one) => others.includes(one));

const counted = (code: ConfirmReason, count: number): ToConfirm[] => (count > 0 ? [{ code, count }] : []);

/** Why the person's department and posts are not what was shown; empty if they are. */
export function postsChanged(shown: Posts, present: Posts): readonly ToConfirm[] {
  if (shown.departmentId !== present.departmentId) return [{ code: "department" }];
  return isSame(shown.givenUp, present.givenUp) && isSame(shown.taken, present.taken) ? [] : [{ code: "posts" }];
}

/**
 * Why what was chosen does not cover the sheets that are open on the day; empty if it does. Sheets that are no longer open need
 * nothing, and a new one of which only one thing can become leaves no choice. Answers are counted only where they would be
 * withdrawn, which nothing undoes (docs/design.md 3).
 */
export function sheetsUncovered({ sheets }: Pick<Shown, "sheets">, present: readonly OpenOnDay[]): readonly ToConfirm[] {
  const known = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const seen = present.flatMap((sheet) => {
    const shown = known.get(sheet.id);
    return shown ? [{ ...sheet, shown, possible: sheet.courses.includes(shown.course) }] : [];
  });
  return [
    ...counted("sheets", present.filter(({ id, courses }) => !known.has(id) && courses.length > 1).length),
    ...counted("courses", seen.filter(({ possible }) => !possible).length),
    ...counted("answers", seen.filter(({ possible, shown, answers }) => possible && shown.course === "withdraw" && answers > shown.answers).length),
  ];
}

/** Whether more is left without anybody, or to the person alone, than was shown. What depends on the person is compared one by one. */
export function leftAlone(shown: Left, present: Left): readonly ToConfirm[] {
  const before = new Map(shown.onPerson.map((one) => [one.key, one]));
  const more = present.onPerson.map(({ key, sole, sheets }) => {
    const known = before.get(key);
    return { soleToo: sole && known?.sole !== true, sheets: Math.max(0, sheets - (known?.sheets ?? 0)) };
  });
  return [
    ...counted("vacant", present.vacant.filter((key) => !shown.vacant.includes(key)).length),
    ...counted("unanswerable", Math.max(0, present.unanswerable - shown.unanswerable)),
    ...counted("unreviewable", Math.max(0, present.unreviewable - shown.unreviewable)),
    ...counted("soleHolder", more.filter(({ soleToo }) => soleToo).length),
    ...counted(
      "onlyTheirs",
      more.reduce((sum, { sheets }) => sum + sheets, 0),
    ),
  ];
}
