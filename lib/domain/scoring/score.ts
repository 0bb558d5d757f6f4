import type { AnswerStatus } from "@/lib/domain/checking/state";
import { type AnsweringRole, PHASES } from "@/lib/domain/guideline/edition";
import { type AnswersFile, type AnswersFileRefusal, readAnswersFile, type ScorableSheet } from "@/lib/domain/scoring/answers-file";
import { addCounts, bySectionLine, forPhases, graspOf, scoreItems, scoreTiers } from "@/lib/domain/scoring/count";
import type { Grasp, ItemCounts, ItemScore, ScorableEdition, ScoreGroup, ScoreGrouping, Scores } from "@/lib/domain/scoring/measure";
import { graspJson, itemJson, type ScoresJson, tiersJson } from "@/lib/domain/scoring/scores-json";
import type { SheetCount, Tally, TallyScope } from "@/lib/domain/scoring/tally";
import { granted, type Result } from "@/lib/domain/shared/result";

/** Changes whenever the same counts could give another number; submissions record it. */
export const ENGINE_VERSION = "1";

export type { AnswersFile, AnswersFileRefusal, ScorableSheet, ScoresJson };

export interface Counted {
  readonly tallies: readonly Tally[];
  readonly sheets: readonly SheetCount[];
}

type ScopeOf = (scope: TallyScope) => boolean;

const countsByItem = (tallies: readonly Tally[]): ReadonlyMap<string, ItemCounts> => {
  const counts = new Map<string, ItemCounts>();
  for (const tally of tallies) {
    const before = counts.get(tally.item);
    counts.set(tally.item, before === undefined ? tally : addCounts(before, tally));
  }
  return counts;
};

const graspOver = (sheets: readonly SheetCount[], within: ScopeOf): Grasp => {
  const inside = sheets.filter(within);
  const total = (of: (sheet: SheetCount) => number): number => inside.reduce((sum, sheet) => sum + of(sheet), 0);
  return graspOf(
    total((sheet) => sheet.handedOut),
    total((sheet) => sheet.counted),
  );
};

/** Scores of groups of sheets, each with its own tallies and grasp. */
const scopeGroups = (edition: ScorableEdition, { tallies, sheets }: Counted, keyOf: (scope: TallyScope) => string | null): readonly ScoreGroup[] => {
  const keys = [...new Set([...sheets, ...tallies].map(keyOf))];
  const named = keys.filter((key) => key !== null).sort();
  return [...named, ...keys.filter((key) => key === null)].map((key) => {
    const within: ScopeOf = (scope) => keyOf(scope) === key;
    const items = scoreItems(edition, countsByItem(tallies.filter(within)));
    return { key, grasp: graspOver(sheets, within), tiers: scoreTiers(items) };
  });
};

/** Scores of groups of items; the grasp is that of the sheets of all roles that are asked one of the items. */
const itemGroups = (groups: ReadonlyMap<string, readonly ItemScore[]>, { tallies, sheets }: Counted): readonly ScoreGroup[] => {
  const rolesOf = new Map<string, Set<AnsweringRole>>();
  for (const { item, role } of tallies) rolesOf.set(item, (rolesOf.get(item) ?? new Set()).add(role));
  return [...groups].map(([key, items]) => {
    const roles = new Set(items.flatMap(({ id }) => [...(rolesOf.get(id) ?? [])]));
    return { key, grasp: graspOver(sheets, ({ role }) => roles.has(role)), tiers: scoreTiers(items) };
  });
};

/**
 * Every number of docs/design.md 4 for one cycle (別紙3-3; 3.3.1.1(1)), as exact shares of 1. In: the tallies of the counted
 * sheets and the number of sheets, each by scope. A tally with `asked` 0 marks an item that is only on sheets that do not
 * count (未把握); an item without a tally is on no sheet. `by` adds groups; `phase` and `section` take the grasp of the sheets
 * of the roles that are asked in them. Tallies of items that the edition does not have are ignored. Refuses nothing.
 */
export const scoreCycle = (edition: ScorableEdition, tallies: readonly Tally[], sheets: readonly SheetCount[], by?: ScoreGrouping): Scores => {
  const counted = { tallies, sheets };
  const items = scoreItems(edition, countsByItem(tallies));
  const sections = bySectionLine(edition, items);
  const phases = new Map(PHASES.map((phase) => [phase as string, items.filter((item) => item.phase === phase)]));
  const groupings: Record<ScoreGrouping, () => readonly ScoreGroup[]> = {
    role: () => scopeGroups(edition, counted, ({ role }) => role),
    department: () => scopeGroups(edition, counted, ({ department }) => department),
    system: () => scopeGroups(edition, counted, ({ system }) => system),
    phase: () => itemGroups(phases, counted),
    section: () => itemGroups(sections, counted),
  };
  return {
    ...scoresOver(
      edition,
      items,
      graspOver(sheets, () => true),
    ),
    by: by ?? null,
    groups: by === undefined ? [] : groupings[by](),
  };
};

/** The figures over scored items, without groups: the one engine behind cycles, files and submissions. */
export const scoresOver = (edition: ScorableEdition, items: readonly ItemScore[], grasp: Grasp): Scores => ({
  edition: edition.id,
  kind: edition.kind,
  engine: ENGINE_VERSION,
  grasp,
  tiers: scoreTiers(items),
  byPhase: forPhases((phase) => scoreTiers(items.filter((item) => item.phase === phase))),
  bySection: Object.fromEntries([...bySectionLine(edition, items)].map(([id, within]) => [id, scoreTiers(within)])),
  by: null,
  groups: [],
  items,
});

const scopeKey = ({ role, department, system }: TallyScope): string => JSON.stringify([role, department, system]);

/**
 * Counts sheets one by one: the reference that tallies must always equal (recount), and the way from an export of answers to
 * scores. In: every sheet that is not withdrawn. Out: one tally per scope and item, even if no sheet of the scope counts
 * (asked 0), and one sheet count per scope. Answers to items that are not on the sheet are ignored.
 */
export const tallySheets = (sheets: readonly ScorableSheet[]): Counted => {
  const tallies = new Map<string, Tally>();
  const counts = new Map<string, SheetCount>();
  for (const { role, department, system, counted, items, answers } of sheets) {
    const scope = { role, department, system };
    const key = scopeKey(scope);
    const count = counts.get(key) ?? { ...scope, handedOut: 0, counted: 0 };
    counts.set(key, { ...scope, handedOut: count.handedOut + 1, counted: count.counted + (counted ? 1 : 0) });
    for (const item of new Set(items)) {
      const itemKey = JSON.stringify([key, item]);
      const answered = counted ? answers.get(item) : undefined;
      const one = (status: AnswerStatus): number => (answered === status ? 1 : 0);
      const here = {
        asked: counted ? 1 : 0,
        implemented: one("implemented"),
        partial: one("partial"),
        notImplemented: one("notImplemented"),
        notApplicable: one("notApplicable"),
      };
      const before = tallies.get(itemKey);
      tallies.set(itemKey, { ...scope, item, ...(before === undefined ? here : addCounts(before, here)) });
    }
  }
  return { tallies: [...tallies.values()], sheets: [...counts.values()] };
};

/**
 * Scores from an export of answers (docs/design.md 9, `answers.json`): all its sheets count as handed out, those with
 * `handedIn` count. Refused: another edition, a sheet twice, an unknown role or status, an item that is unknown, listed twice
 * on a sheet, or answered without being asked.
 */
export const scoreFile = (edition: ScorableEdition, file: AnswersFile, by?: ScoreGrouping): Result<Scores, AnswersFileRefusal> => {
  const sheets = readAnswersFile(edition, file);
  if (!sheets.ok) return sheets;
  const counted = tallySheets(sheets.value);
  return granted(scoreCycle(edition, counted.tallies, counted.sheets, by));
};

const mapValues = <From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));

/**
 * Scores as the JSON of docs/design.md 9: rates are numbers from 0 to 1, null if undefined. `items` holds the items on
 * counted sheets, so an item on no sheet is absent rather than zero. `sectionKey` maps section ids to keys.
 */
export const scoresJson = (scores: Scores, sectionKey: (section: string) => string = (section) => section): ScoresJson => {
  const groups = scores.groups.map(({ key, grasp, tiers }) => ({ key, grasp: graspJson(grasp), tiers: tiersJson(tiers) }));
  return {
    edition: scores.edition,
    grasp: graspJson(scores.grasp),
    tiers: tiersJson(scores.tiers),
    byPhase: mapValues(scores.byPhase, tiersJson),
    bySection: Object.fromEntries(Object.entries(scores.bySection).map(([section, tiers]) => [sectionKey(section), tiersJson(tiers)])),
    ...(scores.by === null ? {} : { groups }),
    items: scores.items.filter(({ asked }) => asked > 0).map(itemJson),
  };
};
