import type { CsvCell } from "@/lib/documents/csv";
import { type GuidelineKind, PHASES, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import { percentText } from "@/lib/domain/scoring/display";
import type { ItemRatio } from "@/lib/domain/scoring/measure";
import type { SectorItem, SectorTier } from "@/lib/domain/scoring/sector";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { noneOver, rateCell } from "@/lib/features/results/figures/parts";
import { surveyCrosswalk } from "@/lib/features/surveys/crosswalk/parts";
import type { CalledOperator } from "@/lib/features/surveys/operators/queries";
import type { TableGrouping } from "@/lib/features/surveys/record/schema";
import type { SurveyResults } from "@/lib/features/surveys/sector-scores/queries";
import { itemTitle } from "@/lib/labels/item-title";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { KIND_WORDS, RATIO_WORDS } from "@/lib/labels/score-words";
import { PHASE_WORDS } from "@/lib/labels/words";

type Table = readonly (readonly CsvCell[])[];

const ratioCell = (ratio: ItemRatio): CsvCell => (ratio.status === "scored" ? percentText(ratio.ratio) : RATIO_WORDS[ratio.status]);

const tierHead = (kind: GuidelineKind): readonly CsvCell[] => [
  "項目（件）",
  "責務のある項目（件）",
  "事業者（者）",
  `${KIND_WORDS[kind].rate}（%）`,
  "到達率（%）",
  "全事業者が到達した項目（件）",
];
/** The figures over these items. */
function tierCells(tier: SectorTier, items: readonly SectorItem[]): CsvCell[] {
  const absence = noneOver(items);
  return [
    ...[tier.items, tier.itemsWithDuty, tier.operators],
    ...[rateCell(tier.implementationRate, absence), rateCell(tier.attainmentRate, absence), tier.attainedByAll],
  ];
}

const ofTier = ({ scores }: SurveyResults, tier: Tier): SectorItem[] => scores.items.filter((item) => item.tier === tier);

const itemTable = ({ index, scores }: SurveyResults, tier: Tier): Table => [
  [
    "項目",
    "節",
    "条番号",
    "題",
    "観点",
    "聞いた事業者（者）",
    "責務のある事業者（者）",
    `${KIND_WORDS[scores.kind].itemRate}（%）`,
    "達成事業者（者）",
    "達成事業者割合（%）",
    "文",
  ],
  ...scores.items
    .filter((item) => item.tier === tier)
    .map((item): CsvCell[] => {
      const printed = index.items.get(item.id);
      const { code, heading } = itemTitle(index, item.id);
      return [
        ...[item.id, index.sections.get(item.section)?.code ?? "", code, heading, PHASE_WORDS[item.phase]],
        ...[item.operatorsAsked, item.operators, ratioCell(item.ratio), item.attainedOperators],
        ...[item.attainedOperatorRate === null ? ratioCell(item.ratio) : percentText(item.attainedOperatorRate), printed?.text ?? ""],
      ];
    }),
];

function sectionTable(results: SurveyResults, tier: Tier): Table {
  const { index, scores } = results;
  const within = bySectionLine(index.edition, ofTier(results, tier));
  return [
    ["節", "題", "観点", ...tierHead(scores.kind)],
    ...index.edition.sections.map(({ id, code, heading, phase }): CsvCell[] => {
      const tiers = scores.bySection[id];
      return [code, heading, PHASE_WORDS[phase], ...(tiers ? tierCells(tiers[tier], within.get(id) ?? []) : [])];
    }),
  ];
}

function phaseTable(results: SurveyResults, tier: Tier): Table {
  const { scores } = results;
  const items = ofTier(results, tier);
  return [
    ["観点", ...tierHead(scores.kind)],
    ...PHASES.map((phase): CsvCell[] => [
      PHASE_WORDS[phase],
      ...tierCells(
        scores.byPhase[phase][tier],
        items.filter((item) => item.phase === phase),
      ),
    ]),
    ["全体", ...tierCells(scores.tiers[tier], items)],
  ];
}

const operatorTable = ({ scores }: SurveyResults, operators: readonly CalledOperator[]): Table => [
  [
    "事業者",
    "提出",
    "版",
    "提出日時",
    "配布（枚）",
    "提出（枚）",
    "把握率（%）",
    "責務のある項目（件）",
    "聞いていない項目（件）",
    `${KIND_WORDS[scores.kind].rate}（%）`,
    "到達率（%）",
    `${KIND_WORDS[scores.kind].selfCheck.name}（%）`,
    "充足度（%・独自、公式ではない）",
  ],
  ...operators.map(({ name, submission }): CsvCell[] => {
    if (!submission) return [name, "未提出", ...Array.from({ length: 11 }, () => null)];
    const { version, submittedAt, grasp, own } = submission;
    return [
      ...[name, "提出済み", version, dateTimeText(submittedAt), grasp.handedOut, grasp.counted],
      ...[grasp.rate === null ? "配布なし" : percentText(grasp.rate), own.itemsWithDuty, own.notAsked],
      ...[own.implementationRate, own.attainmentRate, own.selfCheckRate, own.fulfilment].map((rate) => rateCell(rate, own.absence)),
    ];
  }),
];

function distributionTable({ scores }: SurveyResults, tier: Tier): Table {
  const { implementationRate, attainmentRate } = scores.distributions[tier];
  return [
    ["区分（%）", `${KIND_WORDS[scores.kind].rate}の事業者（者）`, "到達率の事業者（者）"],
    ...implementationRate.bands.map(({ from, to, operators }, band): CsvCell[] => [
      from === 90 ? "90以上100以下" : `${from}以上${to}未満`,
      operators,
      attainmentRate.bands[band]?.operators ?? 0,
    ]),
  ];
}

const yearTable = (years: readonly SurveyResults[], tier: Tier): Table => [
  ["年度", "調査", "版", "対象（者）", "提出（者）", "調査の把握率（%）", "点検票の把握率（%）", ...tierHead(years[0]?.scores.kind ?? "measures")],
  ...years.map((results): CsvCell[] => {
    const { survey, scores } = results;
    return [
      ...[survey.fiscalYear, survey.title, survey.editionId, scores.called, scores.submitted],
      ...[scores.graspRate === null ? "対象なし" : percentText(scores.graspRate), scores.sheets.rate === null ? "配布なし" : percentText(scores.sheets.rate)],
      ...tierCells(scores.tiers[tier], ofTier(results, tier)),
    ];
  }),
];

const crosswalkTable = (results: SurveyResults, policy: EditionIndex | null, tier: Tier): Table => [
  ["指針の項目", "題", "区分", "対応", "理由", "節", "節の題", ...tierHead(results.scores.kind)],
  ...(policy ? surveyCrosswalk(results, policy, tier) : []).flatMap(({ row, sections }) =>
    (sections.length > 0 ? sections : [null]).map((section): CsvCell[] => [
      ...[row.code, row.heading, row.tier, row.coverageText, row.reason, section?.code ?? "", section?.heading ?? ""],
      ...(section?.figures ? tierCells(section.figures, section.items) : []),
    ]),
  ),
];

export interface TableSource {
  readonly results: SurveyResults;
  /** The latest first. */
  readonly earlier: readonly SurveyResults[];
  readonly policy: EditionIndex | null;
  /** Every called operator, if the table is by operators. */
  readonly operators: readonly CalledOperator[];
}

/** One table of a survey as rows for CSV; each row names its survey and tier, so that the file is self-contained. */
export function surveyTable({ results, earlier, policy, operators }: TableSource, by: TableGrouping, tier: Tier): Table {
  const tables: Record<TableGrouping, () => Table> = {
    item: () => itemTable(results, tier),
    section: () => sectionTable(results, tier),
    phase: () => phaseTable(results, tier),
    operator: () => operatorTable(results, operators),
    distribution: () => distributionTable(results, tier),
    year: () => yearTable([...earlier].reverse().concat(results), tier),
    crosswalk: () => crosswalkTable(results, policy, tier),
  };
  const [head = [], ...rows] = tables[by]();
  const { survey, scores } = results;
  const about: CsvCell[] = [survey.title, KIND_WORDS[scores.kind].tiers[tier], `${scores.submitted}/${scores.called}者`];
  return [["調査", "項目の種類", "提出/対象", ...head], ...rows.map((row) => [...about, ...row])];
}
