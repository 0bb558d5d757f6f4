import "server-only";
import { headers } from "next/headers";
import type { Actor } from "@/lib/domain/checking/actor";
import { hasFigures } from "@/lib/domain/checking/cycle";
import { filteredGaps, type GapFilter, gapsByPlace, narrowsPlaces } from "@/lib/domain/gap/filter";
import type { Gap, GapReport } from "@/lib/domain/gap/report";
import { type GuidelineKind, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import type { GuidelineWording } from "@/lib/domain/guideline/sector";
import { bySectionLine } from "@/lib/domain/scoring/count";
import { percentText } from "@/lib/domain/scoring/display";
import type { Rational } from "@/lib/domain/shared/rational";
import { granted } from "@/lib/domain/shared/result";
import { type PlannedView, plannedView } from "@/lib/features/cycles/planned-page/view";
import { cycle } from "@/lib/features/cycles/record/record";
import { wordingOfEdition } from "@/lib/features/guidelines/wording/queries";
import { gapFilter } from "@/lib/features/results/figures/schema";
import { definitionsOf } from "@/lib/features/results/figures/texts";
import { gapEntry } from "@/lib/features/results/gap-entries/parts";
import { filterView } from "@/lib/features/results/gap-filter/parts";
import { reportRate } from "@/lib/features/results/gap-rates/texts";
import { ruleGroups } from "@/lib/features/results/gap-report/parts";
import { gapReportOf, type NamedGapReport, readGapReport } from "@/lib/features/results/gap-report/queries";
import { coverOf, gapNumbers, gapSections, HANDLING } from "@/lib/features/results/gap-report/texts";
import type { GapReportView } from "@/lib/features/results/gap-report/view";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { behind } from "@/lib/labels/item-addresses";
import { dateText } from "@/lib/labels/japanese-date";
import { ofChapter } from "@/lib/labels/printed-places";
import { KIND_WORDS, phaseWord } from "@/lib/labels/score-words";
import { tiersNote } from "@/lib/labels/tiers-note";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import { type AddressQuery, askedOf, searchOf } from "@/lib/validation/address";

function summaryOf(report: GapReport): string {
  const { grasp, gaps, cover } = report;
  const words = KIND_WORDS[cover.edition.kind];
  const { now, previous } = report.tiers;
  const percent = (rate: Rational): string => `${percentText(rate)}%`;
  const said = (of: "implementationRate" | "attainmentRate"): string => {
    const [rate, last] = [now.required[of], previous?.required[of] ?? null];
    const text = rate === null ? `算出できません（${reportRate(report, null, "required", "now", of) ?? ""}）` : percent(rate);
    return `${text}${last === null ? "" : `（前回 ${percent(last)}）`}`;
  };
  const required = gaps.filter(({ tier }) => tier === "required");
  const outstanding = grasp.now.handedOut - grasp.now.counted;
  return [
    `${words.tiers.required}の${words.rate}は ${said("implementationRate")}、到達率は ${said("attainmentRate")}です。`,
    `把握率は ${grasp.now.rate === null ? "配布なし" : percent(grasp.now.rate)}で、${outstanding === 0 ? "未提出の点検票はありません。" : `未提出の点検票が${outstanding}枚あります。`}`,
    `改善が必要な${words.tiers.required}は${required.length}件、うち${words.notImplemented}を含むものが${required.filter(({ notImplemented }) => notImplemented > 0).length}件です。`,
  ].join("");
}

/** The number of gaps of each tier in the report, and how many items and places the filter leaves of them. `ofRule`: it asks for what a rule found. */
function gapsNote({ gaps, cover }: GapReport, shown: readonly Gap[], filterText: string | null, ofRule: boolean): string {
  const words = KIND_WORDS[cover.edition.kind].tiers;
  const [required, reference] = TIERS.map((tier) => gaps.filter((gap) => gap.tier === tier).length);
  return `${words.required}は${required}件です。${reference === 0 ? "" : `回答された${words.reference}のうち満たしていない${reference}件も、続けて示します。`}${filterText === null ? "" : `そのうち、絞り込んだもの（${filterText}）を示します。`}示しているのは${shown.length}件・${gapsByPlace(shown).length}対象です（対象は、項目ごとに、部署・役割・重要システムを数えたもの${ofRule ? "。絞り込んだ「目立つこと」がそこにある対象だけ" : ""}）。取扱者は部署と人数だけを示し、名前は出しません。`;
}

const PHASE_ANCHOR = "gaps-";

function contentsOf(gaps: readonly Gap[], kind: GuidelineKind, annex: GapReportView["annex"]): GapReportView["contents"] {
  return [
    { href: "#summary", label: "1. 要旨" },
    { href: "#numbers", label: "2. 数値" },
    { href: "#rules", label: "3. 目立つこと" },
    { href: "#sections", label: "4. 節別の件数" },
    { href: "#gaps", label: `5. 要改善事項（${gaps.length}件）` },
    ...PHASES.flatMap((phase) => {
      const count = gaps.filter((gap) => gap.phase === phase).length;
      return count === 0 ? [] : [{ href: `#${PHASE_ANCHOR}${phase}`, label: `${phaseWord(phase, kind)}（${count}件）` }];
    }),
    { href: "#definitions", label: "6. 数値の定義" },
    ...(annex === null ? [] : [{ href: "#references", label: `付録　${annex.title}` }]),
  ];
}

/** The references that the shown gaps cite, each once. */
function annexOf({ references }: GapReport, gaps: readonly Gap[], wording: GuidelineWording): GapReportView["annex"] {
  const cited = new Set(gaps.flatMap(({ cites }) => cites));
  const entries = references
    .filter(({ number }) => cited.has(number))
    .map(({ number, citedFrom, documents }) => ({ number, text: [citedFrom, ...documents].filter((part) => part !== "").join("、") }));
  return entries.length === 0 ? null : { title: ofChapter("参照", wording.references), entries };
}

/** The report as its page shows it to the actor, led to answers only where they may be seen. */
export function gapReportView({ report, names, index }: NamedGapReport, cycleId: string, nonce: string, filter: GapFilter, actor: Actor): GapReportView {
  const { cover } = report;
  const { id, kind } = cover.edition;
  const wording = wordingOfEdition(id);
  const api = `/api/v1/cycles/${cycleId}`;
  const shown = filteredGaps(report.gaps, filter);
  const choices = filterView(report, filter);
  const annex = annexOf(report, shown, wording);
  const within = bySectionLine(
    index.edition,
    shown.map(({ id: gap, tier, section, notImplemented }) => ({ id: gap, tier, section: section.id, notImplemented })),
  );
  const narrowed = narrowsPlaces(filter);
  return {
    status: "shown",
    ...{ kind, backHref: cycleHref(cycleId), cycleTitle: cover.cycle.title, handling: HANDLING, nonce, draft: cover.approval === null },
    createdText: `${dateText(new Date(cover.createdAt))}に作成。${cover.approval === null ? "回答が変わると、開き直したときに新しくなります。" : "承認された回答による報告書です。"}`,
    ...{ csvHref: `${api}/gap-report.csv`, jsonHref: `${api}/gap-report.json`, placesCsvHref: `${api}/gap-places.csv${searchOf({ ...filter })}` },
    ...{ cover: coverOf(report, choices.text), summary: summaryOf(report), numbers: gapNumbers(report) },
    ...{ filter: choices, contents: contentsOf(shown, kind, annex), annex },
    tiersNote: tiersNote(index.edition),
    rateWord: KIND_WORDS[kind].rate,
    lackingWord: `${KIND_WORDS[kind].notImplemented}を含む`,
    rules: ruleGroups(report, { index, names, gaps: new Set(shown.map((gap) => gap.id)), to: behind(cycleId, null) }),
    sections: gapSections(report, (section, tier, lacking) => {
      const first = within.get(section)?.find((gap) => gap.tier === tier && (!lacking || gap.notImplemented > 0));
      return first === undefined ? null : `#gap-${first.id}`;
    }),
    gapsNote: gapsNote(report, shown, choices.text, filter.rule !== undefined),
    phases: PHASES.flatMap((phase) => {
      const gaps = shown.filter((gap) => gap.phase === phase);
      return gaps.length === 0
        ? []
        : [
            {
              ...{ anchor: `${PHASE_ANCHOR}${phase}`, label: phaseWord(phase, kind) },
              gaps: gaps.map((gap) => gapEntry(gap, { cycleId, kind, narrowed, asked: filter.rule, actor }, index.titles, wording)),
            },
          ];
    }),
    definitions: definitionsOf(kind),
  };
}

const readReportPage = reading({
  of: readGapReport,
  on: cycle.seen,
  run: async ({ transaction, subject, now, visitor }) =>
    granted({ cycle: subject, report: hasFigures(subject.state) ? await gapReportOf(transaction, subject, now, visitor) : null }),
});

/** 要改善事項報告書 of a cycle, narrowed by the address; a placeholder before its sheets are handed out. */
export async function loadGapReport(cycleId: string, query: AddressQuery): Promise<(GapReportView & UnusedView) | PlannedView> {
  const visitor = await requireVisitor();
  const { cycle: shown, report } = valueOrPage(await readReportPage(visitor, { cycleId }, new Date()));
  if (report === null) return plannedView(visitor, shown, "要改善事項報告書", "点検票を配ると、要改善事項報告書を作れます。");
  const { parts, unused } = askedOf(gapFilter, query);
  const nonce = (await headers()).get("x-nonce") ?? "";
  return { ...gapReportView(report, cycleId, nonce, parts, visitor.actor), unused: unusedText(unused) };
}
