import { PHASES, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import { noneOver, notAskedCount, rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure } from "@/lib/features/results/figures/view";
import { attainedText, basisText } from "@/lib/features/results/numbers/parts";
import { calledHref } from "@/lib/features/surveys/calls/view";
import { ratioFigure } from "@/lib/features/surveys/figures/parts";
import { type SurveyHead, surveyHead, surveyHref } from "@/lib/features/surveys/record/view";
import type { OneSubmission } from "@/lib/features/surveys/results-reading/queries";
import { periodText } from "@/lib/labels/cycle-texts";
import { itemHref, sectionHref } from "@/lib/labels/guideline-addresses";
import { itemTitle } from "@/lib/labels/item-title";
import { dateTimeText, dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { PHASE_WORDS, ROLE_WORDS } from "@/lib/labels/words";

export interface NamedFigure {
  readonly name: string;
  readonly figure: Figure;
  readonly notes: readonly string[];
}
export interface SubmissionView {
  readonly head: SurveyHead;
  readonly operator: string;
  readonly note: string;
  /** What its ministry let in or can let in after the closing; null while the survey is not closed. */
  readonly late: { readonly text: string; readonly label: string; readonly href: string } | null;
  readonly rateName: string;
  readonly itemRate: string;
  readonly keyFigures: readonly NamedFigure[];
  readonly phases: readonly { readonly label: string; readonly rate: Figure; readonly attainment: Figure; readonly counts: string }[];
  readonly sections: readonly {
    readonly id: string;
    readonly code: string;
    readonly heading: string;
    readonly href: string;
    readonly rate: Figure;
    readonly attainment: Figure;
    readonly counts: string;
  }[];
  readonly items: readonly {
    readonly id: string;
    readonly code: string;
    readonly heading: string;
    readonly href: string;
    readonly figure: Figure;
    readonly counts: string;
  }[];
  readonly sheets: readonly { readonly role: string; readonly counts: string }[];
  readonly remarks: readonly { readonly key: string; readonly code: string; readonly heading: string; readonly href: string; readonly text: string }[];
  readonly versions: readonly { readonly label: string; readonly at: string; readonly hash: string }[];
}

function lateOf({ survey, operator, late }: OneSubmission): SubmissionView["late"] {
  if (survey.state !== "closed") return null;
  const href = calledHref(survey.id, operator.id, "late-correction");
  return late?.state === "waiting"
    ? { text: `締め切った後の訂正を、${dayWithWeekday(late.untilOn)}まで1回受け付けています。`, label: "締切後の受付を見る", href }
    : { text: "調査は締め切られています。", label: "締切後の訂正を受け付ける", href };
}

/** One operator's submission for one tier: counts and selected remarks, no names. */
export function submissionView(submission: OneSubmission, tier: Tier): SubmissionView {
  const { survey, index, operator, content, scores, versions } = submission;
  const items = scores.items.filter((item) => item.tier === tier);
  const figures = scores.tiers[tier];
  const { grasp } = scores;
  const graspRate = rateFigure(grasp.rate, "notGrasped");
  const words = KIND_WORDS[scores.kind];
  const inSection = bySectionLine(index.edition, items);
  const href = `${surveyHref(survey.id)}/operators/${operator.id}`;
  const head = surveyHead(survey, index.edition, tier, "");
  const none = noneOver(items);
  const notAsked = notAskedCount(items, tier);
  const sheets = `${grasp.counted}枚／${grasp.handedOut}枚`;
  const itemName = (id: string) => {
    const printed = index.items.get(id);
    return { ...itemTitle(index, id), href: printed ? itemHref(printed) : "" };
  };
  return {
    head: {
      ...head,
      title: operator.name,
      steps: [{ label: "浸透状況調査", href: "/ministry" }, { label: survey.title, href: surveyHref(survey.id) }, { label: operator.name }],
      tiers: head.tiers.map((link, position) => ({ ...link, href: position === 0 ? href : `${href}?tier=reference` })),
      pages: [],
    },
    operator: operator.name,
    note: sentence`${survey.title}　点検の期間 ${periodText(content.period.from, content.period.to)}　この閲覧は記録され、事業者から見えます。`,
    late: lateOf(submission),
    rateName: words.rate,
    itemRate: words.itemRate,
    keyFigures: [
      { name: "把握率", figure: graspRate, notes: [`提出 ${sheets}`] },
      {
        name: words.rate,
        figure: rateFigure(figures.implementationRate, none),
        notes: [basisText(scores, figures, graspRate), ...(notAsked === 0 ? [] : [`どの点検票でも聞いていない${words.tiers[tier]}${notAsked}件`])],
      },
      {
        name: "到達率",
        figure: rateFigure(figures.attainmentRate, none),
        notes: [attainedText(figures, scores.kind)],
      },
      { name: words.selfCheck.name, figure: rateFigure(figures.selfCheckRate, none), notes: [words.selfCheck.note] },
    ],
    phases: PHASES.map((phase) => {
      const here = scores.byPhase[phase][tier];
      const missing = noneOver(items.filter((item) => item.phase === phase));
      return {
        label: PHASE_WORDS[phase],
        rate: rateFigure(here.implementationRate, missing),
        attainment: rateFigure(here.attainmentRate, missing),
        counts: `${here.itemsWithDuty}件`,
      };
    }),
    sections: index.edition.sections.flatMap(({ id, code, heading }) => {
      const here = scores.bySection[id]?.[tier];
      if (!here || !items.some(({ section }) => section === id)) return [];
      const missing = noneOver(inSection.get(id) ?? []);
      const rates = { rate: rateFigure(here.implementationRate, missing), attainment: rateFigure(here.attainmentRate, missing) };
      return [{ id, code, heading, href: sectionHref(id), ...rates, counts: `${here.itemsWithDuty}件` }];
    }),
    items: items.map((item) => ({
      ...{ id: item.id, ...itemName(item.id), figure: ratioFigure(item.ratio) },
      counts:
        item.asked === 0
          ? ""
          : `${words.implemented} ${item.implemented}・${words.partial} ${item.partial}・${words.notImplemented} ${item.notImplemented}・${words.notApplicable} ${item.notApplicable}・未回答 ${item.unanswered}`,
    })),
    sheets: content.sheets.map(({ role, handedOut, counted }) => ({ role: ROLE_WORDS[role], counts: `${counted}枚／${handedOut}枚` })),
    remarks: content.remarks.map(({ item, text }, position) => ({ key: `${item} ${position}`, ...itemName(item), text })),
    versions: versions.map(({ version, submittedAt, hash }) => ({ label: `第${version}版`, at: dateTimeText(submittedAt), hash })),
  };
}
