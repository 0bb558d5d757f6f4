import { isOwnConduct } from "@/lib/domain/checking/posts";
import { isCounted } from "@/lib/domain/checking/sheet";
import type { SheetState } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

/** Why something is handed over (引継ぎ): a person leaves, moves to another department, is away for long, or has other roles. */
export const HANDOVER_EVENTS = ["leave", "move", "absence", "roles"] as const;
export type HandoverEvent = (typeof HANDOVER_EVENTS)[number];

/**
 * What becomes of an open sheet. `pass`: the post's holders answer it. `along`: it moves with its person to the new department.
 * `stay`: it stays as it is, with the same person. `wait`: it stays, though nobody can answer it, and is shown as such.
 * `withdraw`: it is withdrawn with a reason.
 */
export const COURSES = ["pass", "along", "stay", "wait", "withdraw"] as const;
export type Course = (typeof COURSES)[number];

export interface OpenSheet {
  readonly role: AnsweringRole;
  readonly state: SheetState;
  /** Of a post that the person takes: it passes to them with the post, and nothing is decided on it. */
  readonly taken?: boolean;
}

const OF_PERSON = {
  leave: { open: ["withdraw", "wait"], handedIn: ["stay"], accepted: ["stay"] },
  move: { open: ["along", "stay", "withdraw"], handedIn: ["along", "stay"], accepted: ["stay", "along"] },
  absence: { open: ["withdraw", "stay"], handedIn: ["stay"], accepted: ["stay"] },
  roles: { open: ["stay"], handedIn: ["stay"], accepted: ["stay"] },
} as const satisfies Record<HandoverEvent, Record<"open" | "handedIn" | "accepted", readonly [Course, ...Course[]]>>;

/**
 * The courses of a sheet of a running cycle that is not withdrawn, the default first (docs/design.md 6). A 取扱者 sheet is about
 * one person's conduct, so it passes to nobody. A post's sheet passes to its holders; its former holder may finish one that is
 * not handed in, unless leaving.
 */
export function coursesOf({ role, state, taken = false }: OpenSheet, event: HandoverEvent): readonly [Course, ...Course[]] {
  if (taken) return ["pass"];
  if (isOwnConduct(role)) return OF_PERSON[event][state === "handedIn" || state === "accepted" ? state : "open"];
  if (isCounted(state)) return ["pass"];
  return event === "leave" ? ["pass", "withdraw"] : ["pass", "stay", "withdraw"];
}

export interface Chosen {
  readonly sheetId: string;
  readonly course: Course;
  readonly reason?: string | undefined;
}
export interface Decided extends Chosen {
  readonly reason: string | undefined;
}

export type HandoverRefusal =
  | { readonly code: "unknownSheet"; readonly sheetId: string }
  | { readonly code: "unfitCourse"; readonly sheetId: string; readonly courses: readonly Course[] }
  | { readonly code: "reasonMissing"; readonly sheetIds: readonly string[] };

/**
 * The course of each sheet: as chosen, else its default; `usual` is the reason of withdrawing an own sheet where none is given
 * (null: there is none). A preview names taken sheets with their only course, so that it can be sent back; they are left out.
 * Refused: a choice for a sheet that is not among them, a course that the sheet does not have.
 */
export function decideCourses(
  sheets: readonly (OpenSheet & { readonly id: string })[],
  event: HandoverEvent,
  chosen: readonly Chosen[],
  usual: string | null,
): Result<readonly Decided[], Exclude<HandoverRefusal, { code: "reasonMissing" }>> {
  const known = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  for (const { sheetId, course } of chosen) {
    const sheet = known.get(sheetId);
    if (!sheet) return refused({ code: "unknownSheet", sheetId });
    const courses = coursesOf(sheet, event);
    if (!courses.includes(course)) return refused({ code: "unfitCourse", sheetId, courses });
  }
  const wanted = new Map(chosen.map((one) => [one.sheetId, one]));
  return granted(
    sheets.flatMap((sheet) => {
      if (sheet.taken) return [];
      const { course = coursesOf(sheet, event)[0], reason } = wanted.get(sheet.id) ?? {};
      const usualHere = isOwnConduct(sheet.role) ? usual : null;
      return [{ sheetId: sheet.id, course, reason: course === "withdraw" ? (reason ?? usualHere ?? undefined) : undefined }];
    }),
  );
}

/** Refused: withdrawing without a reason. */
export function explained(decided: readonly Decided[]): Result<readonly Decided[], Extract<HandoverRefusal, { code: "reasonMissing" }>> {
  const missing = decided.filter(({ course, reason }) => course === "withdraw" && reason === undefined).map(({ sheetId }) => sheetId);
  return missing.length > 0 ? refused({ code: "reasonMissing", sheetIds: missing }) : granted(decided);
}
