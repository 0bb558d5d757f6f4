import type { GapReport, RuleReport } from "@/lib/domain/gap/report";
import { type Finding, GAP_RULES, type GapRule } from "@/lib/domain/gap/rules";
import { type GuidelineKind, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import type { RuleFindingsView, RuleGroupView, RuleRowView } from "@/lib/features/results/gap-report/view";
import type { Behind } from "@/lib/labels/item-addresses";
import { itemLabel } from "@/lib/labels/item-title";
import { detailWords, findingsText, KIND_WORDS, NOT_EVALUATED_WORDS, RULE_WORDS } from "@/lib/labels/score-words";

/** The rules about items of the tier, or (null) about departments and people. */
const rulesOf = (rules: readonly RuleReport[], tier: Tier | null): RuleReport[] =>
  rules.filter(({ code }) => {
    const { tiers }: GapRule = GAP_RULES[code];
    return tier === null ? tiers.length === 0 : tiers.includes(tier);
  });

const ofTier = <Thing extends { readonly tier: Tier | null }>(things: readonly Thing[], tier: Tier | null): Thing[] =>
  things.filter((thing) => thing.tier === tier);

const sum = (counts: readonly { readonly count: number }[]): number => counts.reduce((total, { count }) => total + count, 0);

function ruleRow({ code, unit, found, notEvaluated }: RuleReport, tier: Tier | null, kind: GuidelineKind): RuleRowView {
  const mine = ofTier(found, tier);
  const people = new Set(mine.map(({ subject }) => (subject.kind === "person" ? subject.person : "")));
  const unjudged = ofTier(notEvaluated, tier);
  return {
    code,
    anchor: tier === "reference" ? `rule-${code}-reference` : `rule-${code}`,
    ...RULE_WORDS[kind][code],
    found: mine.length,
    foundText: findingsText(unit, unit === "person" ? people.size : mine.length),
    notEvaluated: sum(unjudged),
    notEvaluatedWhy: unjudged.map(({ reason }) => NOT_EVALUATED_WORDS[reason]).join("、"),
  };
}

/** The rules about the items of one tier, and about departments and people. */
export const ruleRows = (rules: readonly RuleReport[], tier: Tier, kind: GuidelineKind): RuleRowView[] => [
  ...rulesOf(rules, tier).map((rule) => ruleRow(rule, tier, kind)),
  ...rulesOf(rules, null).map((rule) => ruleRow(rule, null, kind)),
];

/** Names and places of a report's findings. */
export interface FindingPlaces {
  readonly index: EditionIndex;
  /** Names of departments and people by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Items that have an entry in the report. */
  readonly gaps: ReadonlySet<string>;
  readonly to: Pick<Behind, "sheets" | "item">;
}

const subjectId = ({ subject }: Finding): string =>
  subject.kind === "department" ? subject.department : subject.kind === "person" ? subject.person : subject.item;

/** The finding about one subject for one reason, with the number of answers if it is more than one. */
function findingView(
  { code, unit }: RuleReport,
  { index, names, gaps, to }: FindingPlaces,
  together: readonly Finding[],
): RuleFindingsView["entries"][number] | null {
  const [first] = together;
  if (first === undefined) return null;
  const id = subjectId(first);
  const reason = detailWords(code, first.detail);
  const item = index.items.get(id);
  const answers = sum(together);
  const note = [reason, item === undefined || (unit === "item" && answers === 1) ? "" : `${answers}${code === "leftOut" ? "か所" : "回答"}`]
    .filter((part) => part !== "")
    .join("、");
  return {
    key: `${id}/${reason}`,
    label: item === undefined ? (names.get(id) ?? "名前のない部署") : itemLabel(index, id),
    href: gaps.has(id) ? `#gap-${id}` : item === undefined ? (first.subject.kind === "department" ? to.sheets({ department: id }) : null) : to.item(id),
    note,
  };
}

function findingsView(rule: RuleReport, tier: Tier | null, kind: GuidelineKind, places: FindingPlaces): RuleFindingsView {
  const { anchor, name, foundText } = ruleRow(rule, tier, kind);
  const together = grouped(ofTier(rule.found, tier), (finding) => `${subjectId(finding)}/${detailWords(rule.code, finding.detail)}`);
  const entries = [...together.values()].flatMap((findings) => findingView(rule, places, findings) ?? []);
  return { anchor, name, foundText, entries, repeated: entries.every(({ href }) => href?.startsWith("#") ?? false) };
}

/** The rules of a report with all their findings: by tier, then departments and people. */
export function ruleGroups({ rules, tiers, cover }: GapReport, places: FindingPlaces): RuleGroupView[] {
  const { kind } = cover.edition;
  const shown: (Tier | null)[] = [...TIERS.filter((tier) => tier === "required" || tiers.now[tier].items > 0), null];
  return shown.map((tier) => {
    const mine = rulesOf(rules, tier);
    return {
      label: tier === null ? "部署・人" : KIND_WORDS[kind].tiers[tier],
      rows: mine.map((rule) => ruleRow(rule, tier, kind)),
      findings: mine.map((rule) => findingsView(rule, tier, kind, places)).filter(({ entries }) => entries.length > 0),
    };
  });
}
