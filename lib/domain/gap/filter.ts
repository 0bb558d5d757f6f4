import type { AnswerPlace } from "@/lib/domain/gap/facts";
import type { Gap, GapPlace } from "@/lib/domain/gap/report";
import type { GapRuleCode } from "@/lib/domain/gap/rules";
import type { AnsweringRole, Phase } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { oncePer } from "@/lib/domain/shared/memo";

/** The department of places that belong to none: CISO, 経営層 …. */
export const NO_DEPARTMENT = "none";

/** The critical system of places that belong to none. */
export const NO_SYSTEM = "none";

/** Which gaps of a report, and which of their places; a missing part keeps all. */
export interface GapFilter {
  /** A department's id, or `NO_DEPARTMENT`. */
  readonly department?: string | undefined;
  readonly role?: AnsweringRole | undefined;
  readonly rule?: GapRuleCode | undefined;
  readonly phase?: Phase | undefined;
}

export const isFiltered = ({ department, role, rule, phase }: GapFilter): boolean => [department, role, rule, phase].some((one) => one !== undefined);

/** Whether it narrows the places of the gaps, and not only the gaps. */
export const narrowsPlaces = ({ department, role, rule }: GapFilter): boolean => isFiltered({ department, role, rule });

/** Whether it is about all departments and roles. */
const isAnywhere = ({ department, role }: GapFilter): boolean => department === undefined && role === undefined;

const isAt =
  ({ department, role, rule }: GapFilter) =>
  (place: GapPlace): boolean =>
    (department === undefined || (place.department?.id ?? NO_DEPARTMENT) === department) &&
    (role === undefined || place.role === role) &&
    (rule === undefined || place.rules.includes(rule));

/**
 * The gaps that the filter keeps, each with the places that it keeps. A gap without such a place is left out, unless the rule
 * found something about it at a place without a gap, and no place is asked for.
 */
export function filteredGaps(gaps: readonly Gap[], filter: GapFilter): readonly Gap[] {
  const { rule, phase } = filter;
  return gaps
    .filter((gap) => phase === undefined || gap.phase === phase)
    .map((gap) => (narrowsPlaces(filter) ? { ...gap, places: gap.places.filter(isAt(filter)) } : gap))
    .filter(({ places, rules }) => places.length > 0 || (isAnywhere(filter) && (rule === undefined || rules.includes(rule))));
}

const valuesOf = (part: keyof GapFilter, filter: GapFilter, { phase, rules, places }: Gap): readonly string[] => {
  if (part === "phase") return [phase];
  if (part === "rule") return [...places.flatMap((place) => place.rules), ...(isAnywhere(filter) ? rules : [])];
  return places.map(({ department, role }) => (part === "role" ? role : (department?.id ?? NO_DEPARTMENT)));
};

/** How many gaps each choice of one part of the filter would leave beside its other parts, in one pass; choices without any are missing. */
export function gapsByChoice(gaps: readonly Gap[], filter: GapFilter, part: keyof GapFilter): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const gap of filteredGaps(gaps, { ...filter, [part]: undefined })) {
    for (const value of new Set(valuesOf(part, filter, gap))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** A gap at one of its places: a row of the flat list. */
export interface GapAtPlace {
  readonly gap: Gap;
  readonly place: GapPlace;
  /** What the respondents of the place wrote about it. */
  readonly remarks: readonly string[];
}

/** A place by its names, which are all that a remark has. */
export const placeKey = (role: AnsweringRole, department: string | null, system: string | null): string => JSON.stringify([role, department, system]);

const remarksByPlace = oncePer((remarks: Gap["remarks"]) => grouped(remarks, ({ role, department, system }) => placeKey(role, department, system)));

/** The respondents' remarks at a place. */
export const remarksAt = ({ remarks }: Pick<Gap, "remarks">, { role, department, system }: AnswerPlace): readonly string[] =>
  (remarksByPlace(remarks).get(placeKey(role, department?.name ?? null, system?.name ?? null)) ?? []).map(({ text }) => text);

/** The flat list: one row for each gap and place, in the order of the report. */
export const gapsByPlace = (gaps: readonly Gap[]): readonly GapAtPlace[] =>
  gaps.flatMap((gap) => gap.places.map((place) => ({ gap, place, remarks: remarksAt(gap, place) })));
