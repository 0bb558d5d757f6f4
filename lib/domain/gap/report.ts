import type { AnswerPlace, GapCover, GapFacts, PlaceWithGap, Remark } from "@/lib/domain/gap/facts";
import { type Finding, GAP_RULE_CODES, GAP_RULES, type GapRule, type GapRuleCode, type NotEvaluated } from "@/lib/domain/gap/rules";
import { type AnsweringRole, type Item, PHASES, type Phase, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine, sectionLines } from "@/lib/domain/scoring/count";
import type { Grasp, ItemCounts, ItemRatio, ItemScore, Tiers } from "@/lib/domain/scoring/measure";
import { grouped } from "@/lib/domain/shared/grouped";
import { oncePer } from "@/lib/domain/shared/memo";

/** A figure and that of the last cycle; null if there was none. */
export interface WithPrevious<Value> {
  readonly now: Value;
  readonly previous: Value | null;
}

export interface RuleReport {
  readonly code: GapRuleCode;
  readonly unit: GapRule["unit"];
  readonly found: readonly Finding[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export interface SectionGaps {
  readonly section: string;
  readonly code: string;
  readonly heading: string;
  readonly phase: Phase;
  /** The tier of the items in `gaps`: a section has a row for each tier with items on counted sheets. */
  readonly tier: Tier;
  /** Gaps of the tier, including sections below. */
  readonly gaps: number;
  readonly withNotImplemented: number;
  /** The section's figures, including sections below. */
  readonly tiers: Tiers;
}

export interface ClosingExample {
  readonly id: string;
  readonly text: string;
  readonly group: string | null;
  readonly ratio: ItemRatio;
}

export interface GapReference {
  readonly citedFrom: string;
  readonly documents: readonly string[];
}

/** An entry of the annex, cited by its number. */
export interface NumberedReference extends GapReference {
  readonly number: number;
}

/** A place with a gap, and the rules with a finding there. */
export interface GapPlace extends AnswerPlace {
  readonly rules: readonly GapRuleCode[];
}

/** 要改善事項: an item with duty that is not fully implemented. */
export interface Gap extends ItemCounts {
  readonly id: string;
  readonly kind: Item["kind"];
  readonly code: string;
  readonly heading: string;
  readonly section: { readonly id: string; readonly code: string; readonly heading: string };
  readonly phase: Phase;
  readonly tier: Tier;
  readonly text: string;
  readonly actors: readonly string[];
  readonly answeredBy: readonly AnsweringRole[];
  readonly duty: number;
  readonly unanswered: number;
  readonly ratio: ItemRatio;
  /** Null if there was no last cycle. */
  readonly previousRatio: ItemRatio | null;
  /** Rules with a finding about the item or an answer to it. */
  readonly rules: readonly GapRuleCode[];
  readonly remarks: readonly Remark[];
  /** 具体例 of the measure, without those that are fully implemented or have no duty. */
  readonly closedBy: readonly ClosingExample[];
  /** Chapter 4, for the section or else the nearest section above that has entries. */
  readonly references: readonly GapReference[];
  /** Their numbers in the annex. */
  readonly cites: readonly number[];
  /** Who has the gap: places with 未実施 first, then those with 一部実施. */
  readonly places: readonly GapPlace[];
}

/** 要改善事項報告書: the one view model of web page, JSON and CSV (docs/design.md 5). */
export interface GapReport {
  readonly cover: Omit<GapCover, "revision"> & {
    readonly edition: {
      readonly id: string;
      readonly kind: "policy" | "measures";
      readonly title: string;
      readonly editionLabel: string;
      readonly revision: number;
    };
  };
  readonly grasp: WithPrevious<Grasp>;
  readonly tiers: WithPrevious<Tiers>;
  readonly byPhase: Readonly<Record<Phase, WithPrevious<Tiers>>>;
  /** Every item of the edition, which shows why a rate is undefined. */
  readonly items: WithPrevious<readonly ItemScore[]>;
  /** Every rule, including those without findings. */
  readonly rules: readonly RuleReport[];
  /** Sections with items on counted sheets, in printed order; one row per tier. */
  readonly sections: readonly SectionGaps[];
  /** In PDCA order, within a phase in printed order. */
  readonly gaps: readonly Gap[];
  /** The annex: every reference of the gaps once, numbered in their order. */
  readonly references: readonly NumberedReference[];
}

const pdcaOrder = (a: Item, b: Item): number => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.order - b.order;

const isGap = ({ duty, implemented }: ItemScore): boolean => duty > 0 && implemented < duty;

const rulesByItem = (rules: readonly RuleReport[]): ReadonlyMap<string, readonly GapRuleCode[]> => {
  const codes = new Map<string, Set<GapRuleCode>>();
  for (const { code, found } of rules) {
    for (const { subject } of found) {
      if ("item" in subject) codes.set(subject.item, (codes.get(subject.item) ?? new Set()).add(code));
    }
  }
  return new Map([...codes].map(([item, found]) => [item, [...found]]));
};

/** Chapter 4 by section: its own rows, else those of the nearest section above. */
const referencesOf = oncePer((edition: GapFacts["edition"]): ReadonlyMap<string, readonly GapReference[]> => {
  const rows = grouped(edition.references, ({ section }) => section);
  const own = new Map([...rows].map(([section, found]) => [section, found.map(({ citedFrom, documents }) => ({ citedFrom, documents }))]));
  return new Map([...sectionLines(edition)].map(([section, line]) => [section, line.map((at) => own.get(at)).find((found) => found !== undefined) ?? []]));
});

const referenceKey = oncePer(({ citedFrom, documents }: GapReference) => ({ text: JSON.stringify([citedFrom, documents]) }));

/** Every reference once, numbered in the order of the gaps. */
const annexOf = (gaps: readonly Pick<Gap, "references">[]): ReadonlyMap<string, NumberedReference> => {
  const annex = new Map<string, NumberedReference>();
  for (const reference of gaps.flatMap(({ references }) => references)) {
    const key = referenceKey(reference).text;
    if (!annex.has(key)) annex.set(key, { ...reference, number: annex.size + 1 });
  }
  return annex;
};

/** Places with 未実施 before those with 一部実施 only; equal ones stay in the order of their names. */
const worstFirst = (places: readonly GapPlace[]): readonly GapPlace[] => places.toSorted((a, b) => Number(b.notImplemented > 0) - Number(a.notImplemented > 0));

/** The rules of places, in their order: those that find something there, and those with a finding about the whole item. */
function rulesAt(facts: GapFacts): (place: PlaceWithGap, ofItem: readonly GapRuleCode[]) => GapPlace {
  const rules = GAP_RULE_CODES.map((code) => ({ code, finds: GAP_RULES[code].at?.(facts) ?? null }));
  return (judged, ofItem) => {
    const { scope: _scope, unevidenced: _unevidenced, ...place } = judged;
    return { ...place, rules: rules.filter(({ code, finds }) => (finds === null ? ofItem.includes(code) : finds(judged))).map(({ code }) => code) };
  };
}

const closes = (score: ItemScore | undefined): boolean =>
  score === undefined || (score.ratio.status !== "noDuty" && (score.ratio.status !== "scored" || isGap(score)));

const gapsOf = (facts: GapFacts, rules: readonly RuleReport[]): readonly Omit<Gap, "cites">[] => {
  const { edition, scores, previous, remarks } = facts;
  const scoreOf = new Map(scores.items.map((score) => [score.id, score]));
  const before = new Map(previous?.items.map((score) => [score.id, score.ratio]));
  const sections = new Map(edition.sections.map((section) => [section.id, section]));
  const references = referencesOf(edition);
  const codes = rulesByItem(rules);
  const remarksOn = grouped(remarks, ({ item }) => item);
  const judge = rulesAt(facts);
  const placesOf = grouped(facts.places, ({ item }) => item);
  const examplesOf = grouped(edition.items, ({ illustrates }) => illustrates);
  const closedBy = (measure: string): readonly ClosingExample[] =>
    [...(examplesOf.get(measure) ?? [])]
      .sort((a, b) => a.order - b.order)
      .filter(({ id }) => closes(scoreOf.get(id)))
      .map(({ id, text, group }) => ({ id, text, group, ratio: scoreOf.get(id)?.ratio ?? { status: "notAsked" } }));
  return [...edition.items].sort(pdcaOrder).flatMap((item): readonly Omit<Gap, "cites">[] => {
    const score = scoreOf.get(item.id);
    if (score === undefined || !isGap(score)) return [];
    const { id, kind, code, heading, phase, tier, text, actors, answeredBy } = item;
    const { asked, implemented, partial, notImplemented, notApplicable, duty, unanswered } = score;
    const section = sections.get(item.section);
    return [
      {
        ...{ id, kind, code, heading, phase, tier, text, actors, answeredBy },
        ...{ asked, implemented, partial, notImplemented, notApplicable, duty, unanswered },
        section: { id: item.section, code: section?.code ?? "", heading: section?.heading ?? "" },
        ratio: score.ratio,
        previousRatio: previous === null ? null : (before.get(id) ?? { status: "notAsked" }),
        rules: codes.get(id) ?? [],
        remarks: remarksOn.get(id) ?? [],
        closedBy: closedBy(id),
        references: references.get(item.section) ?? [],
        places: worstFirst((placesOf.get(id) ?? []).map((place) => judge(place, codes.get(id) ?? []))),
      },
    ];
  });
};

const sectionGaps = ({ edition, scores }: GapFacts): readonly SectionGaps[] => {
  const asked = grouped(
    scores.items.filter((item) => item.asked > 0),
    ({ section }) => section,
  );
  const gaps = bySectionLine(edition, scores.items.filter(isGap));
  return edition.sections.flatMap(({ id, code, heading, phase }) =>
    TIERS.filter((tier) => asked.get(id)?.some((item) => item.tier === tier)).map((tier) => {
      const within = gaps.get(id)?.filter((item) => item.tier === tier) ?? [];
      return {
        ...{ section: id, code, heading, phase, tier },
        gaps: within.length,
        withNotImplemented: within.filter(({ notImplemented }) => notImplemented > 0).length,
        tiers: scores.bySection[id] ?? scores.tiers,
      };
    }),
  );
};

/**
 * The gap report of a cycle (docs/design.md 5). In: facts with the scores of this and the last cycle. Out: the view model. It
 * lists every rule with its findings and what it could not evaluate, even if both are 0; unanswered examples are no gaps.
 */
export const gapReport = (facts: GapFacts): GapReport => {
  const { edition, scores, previous } = facts;
  const { revision, ...cover } = facts.cover;
  const { id, kind, title, editionLabel } = edition;
  const rules = GAP_RULE_CODES.map((code) => ({ code, unit: GAP_RULES[code].unit, ...GAP_RULES[code].evaluate(facts) }));
  const found = gapsOf(facts, rules);
  const annex = annexOf(found);
  const phase = (name: Phase) => ({ now: scores.byPhase[name], previous: previous?.byPhase[name] ?? null });
  return {
    cover: { ...cover, edition: { id, kind, title, editionLabel, revision } },
    grasp: { now: scores.grasp, previous: previous?.grasp ?? null },
    tiers: { now: scores.tiers, previous: previous?.tiers ?? null },
    byPhase: { plan: phase("plan"), do: phase("do"), check_act: phase("check_act") },
    items: { now: scores.items, previous: previous?.items ?? null },
    rules,
    sections: sectionGaps(facts),
    gaps: found.map((gap) => ({ ...gap, cites: [...new Set(gap.references.flatMap((one) => annex.get(referenceKey(one).text)?.number ?? []))] })),
    references: [...annex.values()],
  };
};
