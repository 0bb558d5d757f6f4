import type { Gap, GapReport, WithPrevious } from "@/lib/domain/gap/report";
import { PHASES, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { percentText } from "@/lib/domain/scoring/display";
import type { ItemRatio, Tiers } from "@/lib/domain/scoring/measure";
import type { Rational } from "@/lib/domain/shared/rational";
import { type ItemTitle, itemTitle } from "@/lib/features/guidelines/item-title";
import { detailWords, KIND_WORDS, NOT_EVALUATED_WORDS, RATIO_WORDS, RULE_WORDS } from "@/lib/features/scores/score-words";
import { PHASE_WORDS, ROLE_WORDS } from "@/lib/features/words";
import { type CsvCell, csvText } from "@/lib/documents/csv";

type Rows = (readonly CsvCell[])[];
type Titles = ReadonlyMap<string, ItemTitle>;

const rateText = (rate: Rational | null | undefined): string => (rate === null || rate === undefined ? "算出できず" : percentText(rate));
const ratioText = (ratio: ItemRatio): string => (ratio.status === "scored" ? percentText(ratio.ratio) : RATIO_WORDS[ratio.status]);

function coverRows({ cover, grasp }: GapReport): Rows {
  const { edition, approval, scope } = cover;
  return [
    ["要改善事項報告書"],
    ["事業者", cover.operator.name],
    ["点検の回", cover.cycle.title],
    ["対象期間", `${cover.period.from}〜${cover.period.to}`],
    ["ガイドライン", `${edition.title} ${edition.editionLabel}（改訂 ${edition.revision}）`],
    ["範囲", `${scope.departments}部署、重要システム${scope.systems}、${scope.allMeasures ? "すべての対策項目" : "一部の対策項目"}`],
    ["承認", approval === null ? "未承認（案）" : `${approval.by} ${approval.at}`],
    ["作成", cover.createdAt],
    ["把握率（%）", rateText(grasp.now.rate), "提出", grasp.now.handedIn, "配布", grasp.now.handedOut],
  ];
}

function numberRows({ tiers, byPhase, cover }: GapReport): Rows {
  const words = KIND_WORDS[cover.edition.kind];
  const line = (name: string, tier: Tier, { now, previous }: WithPrevious<Tiers>): CsvCell[] => [
    ...[name, words.tiers[tier], now[tier].items, now[tier].itemsWithDuty],
    ...[rateText(now[tier].implementationRate), previous === null ? "" : rateText(previous[tier].implementationRate)],
    ...[rateText(now[tier].attainmentRate), previous === null ? "" : rateText(previous[tier].attainmentRate)],
    ...[rateText(now[tier].selfCheckRate), rateText(now[tier].fulfilment)],
  ];
  return [
    ["数値"],
    ["観点", "区分", "項目", "責務が生じた項目", `${words.rate}（%）`, "前回", "到達率（%）", "前回", "自己点検実施率（%）", "充足度（%、独自・公式ではない）"],
    ...TIERS.flatMap((tier) => [...PHASES.map((phase) => line(PHASE_WORDS[phase], tier, byPhase[phase])), line("全体", tier, tiers)]),
  ];
}

function ruleRows({ rules }: GapReport, names: ReadonlyMap<string, string>): Rows {
  const found = rules.flatMap(({ code, found: findings }) =>
    findings
      .filter(({ subject }) => subject.kind === "department" || subject.kind === "person")
      .map(({ subject, detail }): CsvCell[] => [
        RULE_WORDS[code].name,
        names.get(subject.kind === "department" ? subject.department : subject.kind === "person" ? subject.person : "") ?? "",
        detailWords(code, detail),
      ]),
  );
  return [
    ["目立つこと"],
    ["規則", "判定の方法", "見つかった", "判定できず", "判定できない理由"],
    ...rules.map(({ code, found: { length }, notEvaluated }): CsvCell[] => [
      ...[RULE_WORDS[code].name, RULE_WORDS[code].method, length, notEvaluated.reduce((sum, { count }) => sum + count, 0)],
      notEvaluated.map(({ reason }) => NOT_EVALUATED_WORDS[reason]).join("、"),
    ]),
    ...found,
  ];
}

const sectionRows = ({ sections, cover }: GapReport): Rows => [
  ["節別の件数"],
  ["観点", "節", "題", "対策項目", "要改善", "未実施を含む", `${KIND_WORDS[cover.edition.kind].rate}（%）`],
  ...sections.map(({ phase, code, heading, tiers, gaps, withNotImplemented }): CsvCell[] => [
    ...[PHASE_WORDS[phase], code, heading, tiers.required.items, gaps, withNotImplemented],
    rateText(tiers.required.implementationRate),
  ]),
];

function gapRow(gap: Gap, tierWords: Readonly<Record<Tier, string>>, titles: Titles): CsvCell[] {
  const { section, remarks, closedBy, references } = gap;
  return [
    ...[gap.id, PHASE_WORDS[gap.phase], itemTitle({ titles }, gap.id).code, section.heading, itemTitle({ titles }, gap.id).heading, tierWords[gap.tier], gap.text],
    ...[gap.actors.join("、"), gap.answeredBy.map((role) => ROLE_WORDS[role]).join("、")],
    ...[gap.implemented, gap.partial, gap.notImplemented, gap.notApplicable, gap.unanswered, gap.duty],
    ...[ratioText(gap.ratio), gap.previousRatio === null ? "" : ratioText(gap.previousRatio)],
    gap.rules.map((code) => RULE_WORDS[code].name).join("、"),
    remarks.map(({ role, department, system, text }) => `${[department, system, ROLE_WORDS[role]].filter(Boolean).join("・")}「${text}」`).join("\n"),
    closedBy.map(({ text }) => text).join("\n"),
    references.map(({ citedFrom, documents }) => `${citedFrom}: ${documents.join("、")}`).join("\n"),
  ];
}

function gapRows({ gaps, cover }: GapReport, titles: Titles): Rows {
  const words = KIND_WORDS[cover.edition.kind];
  return [
    ["要改善事項"],
    [
      ...["番号", "観点", "条番号", "節の題", "題", "区分", "ガイドラインの文", "求められる主体", "回答する役割"],
      ...[words.implemented, words.partial, words.notImplemented, words.notApplicable, "未回答", "責務が生じた回答"],
      ...[`${words.itemRate}（%）`, "前回（%）", "目立つこと", "回答者の備考", "満たすための具体例", "参照（4章）"],
    ],
    ...gaps.map((gap) => gapRow(gap, words.tiers, titles)),
  ];
}

/** The gap report as CSV for Excel: the parts of the report one after another, an empty line between them. `names`: departments and people by id. */
export const gapReportCsv = (report: GapReport, names: ReadonlyMap<string, string>, titles: Titles): string =>
  csvText([coverRows(report), numberRows(report), ruleRows(report, names), sectionRows(report), gapRows(report, titles)].flatMap((rows) => [...rows, []]));
