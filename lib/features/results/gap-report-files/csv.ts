import { type CsvCell, csvText } from "@/lib/documents/csv";
import { subjectName } from "@/lib/documents/subject-name";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import type { AnswerPlace } from "@/lib/domain/gap/facts";
import type { Gap, GapReport, WithPrevious } from "@/lib/domain/gap/report";
import { GAP_RULES, type GapRule, type GapRuleCode } from "@/lib/domain/gap/rules";
import { type GuidelineKind, PHASES, type Phase, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { percentText } from "@/lib/domain/scoring/display";
import type { ItemRatio, Tiers } from "@/lib/domain/scoring/measure";
import type { Rational } from "@/lib/domain/shared/rational";
import { absenceOfGroup, rateCell } from "@/lib/features/results/figures/parts";
import { reportRate, scopeText } from "@/lib/features/results/gap-rates/texts";
import { periodText } from "@/lib/labels/cycle-texts";
import { type ItemTitle, itemTitle } from "@/lib/labels/item-title";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { ofChapter } from "@/lib/labels/printed-places";
import { detailWords, KIND_WORDS, NOT_EVALUATED_WORDS, RATIO_WORDS, RULE_WORDS, tierName } from "@/lib/labels/score-words";
import { deputyNote, PHASE_WORDS, ROLE_WORDS, revisionText, WHOLE_OPERATOR } from "@/lib/labels/words";

type Rows = (readonly CsvCell[])[];
type Titles = ReadonlyMap<string, ItemTitle>;

const graspText = (rate: Rational | null): string => (rate === null ? "配布なし" : percentText(rate));
const ratioText = (ratio: ItemRatio): string => (ratio.status === "scored" ? percentText(ratio.ratio) : RATIO_WORDS[ratio.status]);

function coverRows({ cover, grasp }: GapReport): Rows {
  const { edition, approval } = cover;
  return [
    ["要改善事項報告書"],
    ["事業者", cover.operator.name],
    ["点検の回", cover.cycle.title],
    ["対象期間", periodText(cover.period.from, cover.period.to)],
    ["ガイドライン", `${edition.title} ${edition.editionLabel}（${revisionText(edition.revision)}）`],
    ["範囲", scopeText(cover)],
    ["承認", approval === null ? "未承認（案）" : `${approval.by}${deputyNote(approval.represented)} ${dateTimeText(new Date(approval.at))}`],
    ["作成", dateTimeText(new Date(cover.createdAt))],
    ["把握率（%）", graspText(grasp.now.rate), "提出", grasp.now.counted, "配布", grasp.now.handedOut],
    ...(grasp.previous === null
      ? []
      : [["前回の把握率（%）", graspText(grasp.previous.rate), "提出", grasp.previous.counted, "配布", grasp.previous.handedOut]]),
  ];
}

function numberRows(report: GapReport): Rows {
  const { tiers, byPhase, cover } = report;
  const words = KIND_WORDS[cover.edition.kind];
  const line = (name: string, tier: Tier, phase: Phase | null, { now }: WithPrevious<Tiers>): CsvCell[] => [
    ...[name, words.tiers[tier], now[tier].items, now[tier].itemsWithDuty],
    ...(["implementationRate", "attainmentRate"] as const).flatMap((of) =>
      (["now", "previous"] as const).map((when) => reportRate(report, phase, tier, when, of) ?? ""),
    ),
    ...(["selfCheckRate", "fulfilment"] as const).map((of) => reportRate(report, phase, tier, "now", of)),
  ];
  return [
    ["数値"],
    [
      "観点",
      "区分",
      "項目",
      "責務が生じた項目",
      `${words.rate}（%）`,
      "前回",
      "到達率（%）",
      "前回",
      `${words.selfCheck.name}（%）`,
      "充足度（%、独自・公式ではない）",
    ],
    ...TIERS.flatMap((tier) => [...PHASES.map((phase) => line(PHASE_WORDS[phase], tier, phase, byPhase[phase])), line("全体", tier, null, tiers)]),
  ];
}

/** The tiers that a rule is counted by; `null` for departments and people. */
function tiersOf(code: GapRuleCode): readonly (Tier | null)[] {
  const { tiers }: GapRule = GAP_RULES[code];
  return tiers.length === 0 ? [null] : tiers;
}

function ruleRows({ rules, cover }: GapReport, names: ReadonlyMap<string, string>, titles: Titles): Rows {
  const words = RULE_WORDS[cover.edition.kind];
  const tierWord = (tier: Tier | null): string => (tier === null ? "" : KIND_WORDS[cover.edition.kind].tiers[tier]);
  return [
    ["目立つこと"],
    ["規則", "判定の方法", "区分", "見つかった", "判定できず", "判定できない理由"],
    ...rules.flatMap(({ code, found, notEvaluated }) =>
      tiersOf(code).map((tier): CsvCell[] => {
        const unjudged = notEvaluated.filter((one) => one.tier === tier);
        return [
          ...[words[code].name, words[code].method, tierWord(tier), found.filter((one) => one.tier === tier).length],
          ...[unjudged.reduce((sum, { count }) => sum + count, 0), unjudged.map(({ reason }) => NOT_EVALUATED_WORDS[reason]).join("、")],
        ];
      }),
    ),
    [],
    ["目立つことの内訳"],
    ["規則", "区分", "番号", "条番号", "題・名前", "回答の数", "理由"],
    ...rules.flatMap(({ code, found }) =>
      found.map(({ subject, tier, count, detail }): CsvCell[] => {
        const about =
          "item" in subject
            ? [subject.item, itemTitle({ titles }, subject.item).code, itemTitle({ titles }, subject.item).heading]
            : ["", "", subjectName(subject, names)];
        return [words[code].name, tierWord(tier), ...about, count, detailWords(code, detail)];
      }),
    ),
  ];
}

const sectionRows = ({ sections, cover, grasp }: GapReport): Rows => {
  const words = KIND_WORDS[cover.edition.kind];
  return [
    ["節別の件数"],
    ["観点", "節", "題", "区分", "項目", "要改善", `${words.notImplemented}を含む`, `${words.rate}（%）`],
    ...sections.map(({ phase, code, heading, tier, tiers, gaps, withNotImplemented }): CsvCell[] => [
      ...[PHASE_WORDS[phase], code, heading, words.tiers[tier], tiers[tier].items, gaps, withNotImplemented],
      rateCell(tiers[tier].implementationRate, absenceOfGroup(grasp.now, tiers[tier])),
    ]),
  ];
};

/** 「運航情報部 システム管理者 FIS：未実施」; people are counted, never named. */
function placeText({ role, department, system, notImplemented, partial }: AnswerPlace, kind: GuidelineKind): string {
  const words = KIND_WORDS[kind];
  const answers = [
    ...(notImplemented > 0 ? [[words.notImplemented, notImplemented] as const] : []),
    ...(partial > 0 ? [[words.partial, partial] as const] : []),
  ];
  const texts = answers.map(([word, count]) => (isOwnConduct(role) ? `${word}${count}人` : count === 1 ? word : `${word}${count}枚`));
  return `${[department?.name ?? WHOLE_OPERATOR.short, ROLE_WORDS[role], system?.name].filter(Boolean).join(" ")}：${texts.join("・")}`;
}

function gapRow(gap: Gap, kind: GuidelineKind, titles: Titles): CsvCell[] {
  const { section, remarks, closedBy, references } = gap;
  return [
    ...[
      gap.id,
      PHASE_WORDS[gap.phase],
      itemTitle({ titles }, gap.id).code,
      section.heading,
      itemTitle({ titles }, gap.id).heading,
      tierName(kind, gap),
      gap.text,
    ],
    ...[gap.actors.join("、"), gap.answeredBy.map((role) => ROLE_WORDS[role]).join("、")],
    ...[gap.implemented, gap.partial, gap.notImplemented, gap.notApplicable, gap.unanswered, gap.duty],
    ...[ratioText(gap.ratio), gap.previousRatio === null ? "" : ratioText(gap.previousRatio)],
    gap.rules.map((code) => RULE_WORDS[kind][code].name).join("、"),
    remarks.map(({ role, department, system, text }) => `${[department, system, ROLE_WORDS[role]].filter(Boolean).join("・")}「${text}」`).join("\n"),
    closedBy.map(({ text }) => text).join("\n"),
    references.map(({ citedFrom, documents }) => `${citedFrom}: ${documents.join("、")}`).join("\n"),
    gap.places.map((place) => placeText(place, kind)).join("\n"),
  ];
}

function gapRows({ gaps, cover }: GapReport, titles: Titles, wording: GuidelineWording): Rows {
  const words = KIND_WORDS[cover.edition.kind];
  return [
    ["要改善事項"],
    [
      ...["番号", "観点", "条番号", "節の題", "題", "区分", "ガイドラインの文", "求められる主体", "回答する役割"],
      ...[words.implemented, words.partial, words.notImplemented, words.notApplicable, "未回答", "責務が生じた回答"],
      ...[
        `${words.itemRate}（%）`,
        "前回（%）",
        "目立つこと",
        "回答者の備考",
        "満たすための具体例",
        ofChapter("参照", wording.references),
        "だれに要改善があるか",
      ],
    ],
    ...gaps.map((gap) => gapRow(gap, cover.edition.kind, titles)),
  ];
}

/** The gap report as CSV for Excel: the parts of the report one after another, an empty line between them. `names`: departments and people by id. */
export const gapReportCsv = (report: GapReport, names: ReadonlyMap<string, string>, titles: Titles, wording: GuidelineWording): string =>
  csvText(
    [coverRows(report), numberRows(report), ruleRows(report, names, titles), sectionRows(report), gapRows(report, titles, wording)].flatMap((rows) => [
      ...rows,
      [],
    ]),
  );
