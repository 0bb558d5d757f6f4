import type { AnswerStatus } from "@/lib/domain/checking/state";
import { type AnsweringRole, PHASES, type Phase, type Tier } from "@/lib/domain/guideline/edition";

/**
 * The figures of docs/design.md 4, counted one answer at a time from the sheets: slow, simple, and without the engine's code.
 * The result has the engine's field names, so that the two can be compared as a whole; shares of 1 are exact fractions,
 * written "3/4".
 */
type Share = string | null;
type Fraction = readonly [top: bigint, bottom: bigint];

export interface PlainEdition {
  /** In printed order. */
  readonly items: readonly { readonly id: string; readonly tier: Tier; readonly phase: Phase; readonly section: string }[];
  readonly sections: readonly { readonly id: string; readonly parent: string | null }[];
}
type PlainItem = PlainEdition["items"][number];

export interface PlainSheet {
  readonly role: AnsweringRole;
  readonly department: string | null;
  readonly system: string | null;
  readonly counted: boolean;
  readonly items: readonly string[];
  readonly answers: ReadonlyMap<string, AnswerStatus>;
}
type Sheets = readonly PlainSheet[];

const written = (fraction: Fraction | null): Share => {
  if (fraction === null) return null;
  let [a, b] = fraction;
  while (b > 0n) [a, b] = [b, a % b];
  return `${fraction[0] / a}/${fraction[1] / a}`;
};

const outOf = (part: number, whole: number): Fraction | null => (whole === 0 ? null : [BigInt(part), BigInt(whole)]);

const meanOf = (fractions: readonly (Fraction | null)[]): Fraction | null => {
  let [top, bottom, count]: [bigint, bigint, bigint] = [0n, 1n, 0n];
  for (const fraction of fractions) {
    if (fraction === null) continue;
    [top, bottom, count] = [top * fraction[1] + fraction[0] * bottom, bottom * fraction[1], count + 1n];
  }
  return count === 0n ? null : [top, bottom * count];
};

/** The answers of the counted sheets that ask the item, one each; undefined: no answer. */
const answersTo = (item: PlainItem, sheets: Sheets): readonly (AnswerStatus | undefined)[] =>
  sheets.filter(({ counted, items }) => counted && items.includes(item.id)).map(({ answers }) => answers.get(item.id));

const howMany = (item: PlainItem, sheets: Sheets, ...wanted: readonly AnswerStatus[]): number =>
  answersTo(item, sheets).filter((answer) => answer !== undefined && wanted.includes(answer)).length;

const DUTY = ["implemented", "partial", "notImplemented"] as const;
const dutyOf = (item: PlainItem, sheets: Sheets): number => howMany(item, sheets, ...DUTY);
const ratioOf = (item: PlainItem, sheets: Sheets): Fraction | null => outOf(howMany(item, sheets, "implemented"), dutyOf(item, sheets));
const isAttained = (item: PlainItem, sheets: Sheets): boolean =>
  dutyOf(item, sheets) > 0 && answersTo(item, sheets).every((answer) => answer === "implemented" || answer === "notApplicable" || answer === undefined);

const statusOf = (item: PlainItem, sheets: Sheets): "scored" | "noDuty" | "notGrasped" | "notAsked" => {
  if (!sheets.some(({ items }) => items.includes(item.id))) return "notAsked";
  if (dutyOf(item, sheets) > 0) return "scored";
  return howMany(item, sheets, "notApplicable") > 0 ? "noDuty" : "notGrasped";
};

const itemScore = (item: PlainItem, sheets: Sheets) => {
  const status = statusOf(item, sheets);
  return {
    ...{ id: item.id, tier: item.tier, phase: item.phase, section: item.section },
    asked: answersTo(item, sheets).length,
    duty: dutyOf(item, sheets),
    implemented: howMany(item, sheets, "implemented"),
    partial: howMany(item, sheets, "partial"),
    notImplemented: howMany(item, sheets, "notImplemented"),
    notApplicable: howMany(item, sheets, "notApplicable"),
    unanswered: answersTo(item, sheets).filter((answer) => answer === undefined).length,
    ratio: status === "scored" ? { status, ratio: written(ratioOf(item, sheets)) } : { status },
  };
};

/** The six figures over some items, each computed from the items and answers alone. */
const tierScore = (items: readonly PlainItem[], sheets: Sheets) => {
  const withDuty = items.filter((item) => dutyOf(item, sheets) > 0);
  const attained = withDuty.filter((item) => isAttained(item, sheets));
  const answered = items.reduce((sum, item) => sum + howMany(item, sheets, ...DUTY, "notApplicable"), 0);
  const done = items.reduce((sum, item) => sum + howMany(item, sheets, "implemented"), 0);
  /** Twice the implemented answers, so that a partial answer is 1. */
  const halves = (item: PlainItem): number => 2 * howMany(item, sheets, "implemented") + howMany(item, sheets, "partial");
  return {
    items: items.filter((item) => answersTo(item, sheets).length > 0).length,
    itemsWithDuty: withDuty.length,
    attainedItems: attained.length,
    implementationRate: written(meanOf(items.map((item) => ratioOf(item, sheets)))),
    attainmentRate: written(outOf(attained.length, withDuty.length)),
    selfCheckRate: written(outOf(done, answered)),
    fulfilment: written(meanOf(items.map((item) => outOf(halves(item), 2 * dutyOf(item, sheets))))),
  };
};

const bothTiers = <Value>(items: readonly PlainItem[], of: (items: readonly PlainItem[]) => Value) => ({
  required: of(items.filter(({ tier }) => tier === "required")),
  reference: of(items.filter(({ tier }) => tier === "reference")),
});

const graspOf = (sheets: Sheets) => {
  const counted = sheets.filter((sheet) => sheet.counted).length;
  return { handedOut: sheets.length, counted, rate: written(outOf(counted, sheets.length)) };
};

/** Items in a section or in one below it. */
const itemsUnder = ({ items, sections }: PlainEdition, section: string): readonly PlainItem[] => {
  const children = sections.filter(({ parent }) => parent === section);
  return [...items.filter((item) => item.section === section), ...children.flatMap(({ id }) => itemsUnder({ items, sections }, id))];
};

const inPhase = ({ items }: PlainEdition, phase: Phase): readonly PlainItem[] => items.filter((item) => item.phase === phase);

const eachPhase = <Value>(of: (phase: Phase) => Value): Readonly<Record<string, Value>> => Object.fromEntries(PHASES.map((phase) => [phase, of(phase)]));
const eachSection = <Value>({ sections }: PlainEdition, of: (section: string) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(sections.map(({ id }) => [id, of(id)]));

export type PlainGrouping = "role" | "department" | "system" | "phase" | "section";

const bruteGroups = (edition: PlainEdition, sheets: Sheets, by: PlainGrouping) => {
  const scored = (key: string | null, items: readonly PlainItem[], answering: Sheets, grasped: Sheets) => ({
    ...{ key, grasp: graspOf(grasped) },
    tiers: bothTiers(items, (some) => tierScore(some, answering)),
  });
  if (by === "phase" || by === "section") {
    const keys = by === "phase" ? PHASES : edition.sections.map(({ id }) => id);
    return keys.map((key) => {
      const items = by === "phase" ? edition.items.filter(({ phase }) => phase === key) : itemsUnder(edition, key);
      const asks = (role: string) => sheets.some((sheet) => sheet.role === role && items.some(({ id }) => sheet.items.includes(id)));
      return scored(
        key,
        items,
        sheets,
        sheets.filter(({ role }) => asks(role)),
      );
    });
  }
  const keys = [...new Set(sheets.map((sheet) => sheet[by]))].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
  return keys.map((key) => {
    const own = sheets.filter((sheet) => sheet[by] === key);
    return scored(key, edition.items, own, own);
  });
};

/** Every figure of one cycle. */
export const bruteScores = (edition: PlainEdition, sheets: Sheets, by?: PlainGrouping) => {
  const tiers = (items: readonly PlainItem[]) => bothTiers(items, (some) => tierScore(some, sheets));
  return {
    grasp: graspOf(sheets),
    tiers: tiers(edition.items),
    byPhase: eachPhase((phase) => tiers(inPhase(edition, phase))),
    bySection: eachSection(edition, (section) => tiers(itemsUnder(edition, section))),
    by: by ?? null,
    groups: by === undefined ? [] : bruteGroups(edition, sheets, by),
    items: edition.items.map((item) => itemScore(item, sheets)),
  };
};

export interface PlainOperator {
  readonly operatorKey: string;
  readonly sheets: Sheets;
}
type Operators = readonly PlainOperator[];

const sectorItem = (item: PlainItem, operators: Operators) => {
  const statuses = operators.map(({ sheets }) => statusOf(item, sheets));
  const withDuty = operators.filter(({ sheets }) => dutyOf(item, sheets) > 0);
  const attained = operators.filter(({ sheets }) => isAttained(item, sheets)).length;
  const status = (["scored", "noDuty", "notGrasped"] as const).find((one) => statuses.includes(one)) ?? "notAsked";
  return {
    ...{ id: item.id, tier: item.tier, phase: item.phase, section: item.section },
    operatorsAsked: operators.filter(({ sheets }) => answersTo(item, sheets).length > 0).length,
    operators: withDuty.length,
    attainedOperators: attained,
    attainedOperatorRate: written(outOf(attained, withDuty.length)),
    ratio: status === "scored" ? { status, ratio: written(meanOf(operators.map(({ sheets }) => ratioOf(item, sheets)))) } : { status },
  };
};

const attainmentOf = (items: readonly PlainItem[], sheets: Sheets): Fraction | null =>
  outOf(items.filter((item) => isAttained(item, sheets)).length, items.filter((item) => dutyOf(item, sheets) > 0).length);

const sectorTier = (items: readonly PlainItem[], operators: Operators) => {
  const withDuty = items.filter((item) => operators.some(({ sheets }) => dutyOf(item, sheets) > 0));
  return {
    items: items.filter((item) => operators.some(({ sheets }) => answersTo(item, sheets).length > 0)).length,
    itemsWithDuty: withDuty.length,
    operators: operators.filter(({ sheets }) => items.some((item) => dutyOf(item, sheets) > 0)).length,
    implementationRate: written(meanOf(items.map((item) => meanOf(operators.map(({ sheets }) => ratioOf(item, sheets)))))),
    attainmentRate: written(meanOf(operators.map(({ sheets }) => attainmentOf(items, sheets)))),
    attainedByAll: withDuty.filter((item) => operators.every(({ sheets }) => dutyOf(item, sheets) === 0 || isAttained(item, sheets))).length,
  };
};

const distributionOf = (operators: Operators, rateOf: (sheets: Sheets) => Fraction | null) => {
  const rates = operators.flatMap(({ operatorKey, sheets }) => {
    const rate = rateOf(sheets);
    return rate === null ? [] : [{ operatorKey, rate }];
  });
  const isFrom = ([top, bottom]: Fraction, percent: number): boolean => top * 100n >= BigInt(percent) * bottom;
  return {
    rates: rates.map(({ operatorKey, rate }) => ({ operatorKey, rate: written(rate) })),
    bands: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((from) => ({
      ...{ from, to: from + 10 },
      operators: rates.filter(({ rate }) => isFrom(rate, from) && (from === 90 || !isFrom(rate, from + 10))).length,
    })),
  };
};

/** Every figure over operators. */
export const bruteSector = (edition: PlainEdition, operators: Operators, called: number) => {
  const tiers = (items: readonly PlainItem[]) => bothTiers(items, (some) => sectorTier(some, operators));
  return {
    called,
    submitted: operators.length,
    graspRate: written(outOf(operators.length, called)),
    sheets: graspOf(operators.flatMap(({ sheets }) => sheets)),
    tiers: tiers(edition.items),
    byPhase: eachPhase((phase) => tiers(inPhase(edition, phase))),
    bySection: eachSection(edition, (section) => tiers(itemsUnder(edition, section))),
    items: edition.items.map((item) => sectorItem(item, operators)),
    operators: operators.map(({ operatorKey, sheets }) => ({ operatorKey, scores: bruteScores(edition, sheets) })),
    distributions: bothTiers(edition.items, (items) => ({
      implementationRate: distributionOf(operators, (sheets) => meanOf(items.map((item) => ratioOf(item, sheets)))),
      attainmentRate: distributionOf(operators, (sheets) => attainmentOf(items, sheets)),
    })),
  };
};
