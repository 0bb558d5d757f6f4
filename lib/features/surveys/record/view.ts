import type { SurveyState } from "@/lib/domain/checking/state";
import type { Edition, GuidelineKind, Phase, Tier } from "@/lib/domain/guideline/edition";
import { closingNumbersOf, closingText } from "@/lib/features/surveys/closing/texts";
import { openingDatesText, openingNumbersOf } from "@/lib/features/surveys/opening/texts";
import type { SurveyRecord } from "@/lib/features/surveys/record/record";
import { overtakenSurvey } from "@/lib/features/surveys/record/rules";
import type { SurveySummary } from "@/lib/features/surveys/record/schema";
import { localId } from "@/lib/labels/guideline-addresses";
import { calendarDate, dateText, dayText, dayWithWeekday, dueText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { tiersNote } from "@/lib/labels/tiers-note";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";

export const SURVEY_STATE_WORDS = { planned: "計画中", open: "受付中", closed: "締切済み" } as const satisfies Record<SurveyState, string>;
const STATE_TONES = { planned: "neutral", open: "active", closed: "done" } as const satisfies Record<SurveyState, string>;

export const surveyHref = (surveyId: string): string => `/ministry/surveys/${surveyId}`;

/** Which items of a survey a page shows, in which order. */
export interface SurveyItemsQuery {
  readonly tier: Tier;
  /** Default: as printed. */
  readonly order?: "printed" | "lowest" | undefined;
  readonly phase?: Phase | undefined;
  /** The full id of a section, whose items below it are included. */
  readonly section?: string | undefined;
  readonly page?: number | undefined;
}

/** The results of a survey's items, which stand behind those of a section or a phase. */
export function surveyItemsHref(surveyId: string, { tier, order = "printed", phase, section, page = 1 }: SurveyItemsQuery): string {
  const within = { ...(phase === undefined ? {} : { phase }), ...(section === undefined ? {} : { section: localId(section) }) };
  return `${surveyHref(surveyId)}/items?${new URLSearchParams({ tier, order, ...within, ...(page === 1 ? {} : { page: String(page) }) })}`;
}

export interface StateView {
  readonly words: string;
  readonly tone: (typeof STATE_TONES)[SurveyState];
}
export const stateView = (state: SurveyState): StateView => ({ words: SURVEY_STATE_WORDS[state], tone: STATE_TONES[state] });

/** The officer's next step, with its button. */
export interface NextView {
  readonly title: string;
  readonly text: string;
  /** Whether it comes before surveys that are merely running. */
  readonly pressing: boolean;
  readonly link: { readonly label: string; readonly href: string } | null;
}

/** Whether it is planned for days that have passed, so that it cannot be opened before they are changed. */
const isOvertaken = (survey: SurveySummary, now: Date): boolean => survey.state === "planned" && overtakenSurvey(survey, now) !== null;

const managementHref = (surveyId: string): string => `${surveyHref(surveyId)}#management`;

export function nextForSurvey(survey: SurveySummary, now: Date): NextView | null {
  const called = survey.called ?? 0;
  const submitted = survey.submitted ?? 0;
  if (isOvertaken(survey, now)) {
    return {
      title: sentence`${survey.title}は、計画の日付が過ぎています`,
      text: "このままでは受付を始められません。日付を変えると、始められます。",
      pressing: false,
      link: { label: "日付を変える", href: managementHref(survey.id) },
    };
  }
  if (survey.state === "planned") {
    const text = `対象は${called}者です。受付を始めると、事業者に調査が見え、提出できるようになります。`;
    const early = survey.opensOn > calendarDate(now);
    return {
      title: early ? sentence`${survey.title}は、${dayWithWeekday(survey.opensOn)}に受付を始める計画です` : sentence`${survey.title}の受付を始めてください`,
      text,
      pressing: !early,
      link: { label: "受付を始める前に確かめる", href: `${surveyHref(survey.id)}/open` },
    };
  }
  if (survey.state === "closed") return null;
  const due = dueText(survey.closesOn, now);
  if (submitted === called || due.overdue) {
    const text = `${called}者のうち${submitted}者が提出しました。締切は${due.text}です。締め切るまでは提出できます。締め切ると、訂正も含めて受け付けません。`;
    return {
      title: sentence`${survey.title}を締め切ってください`,
      text,
      pressing: true,
      link: { label: "締め切る前に確かめる", href: `${surveyHref(survey.id)}#close` },
    };
  }
  const text = `${called}者のうち${submitted}者が提出しました。締切は${due.text}です。締切を過ぎても、締め切るまでは提出できます。`;
  return {
    title: sentence`${survey.title}の提出状況を確かめてください`,
    text,
    pressing: false,
    link: { label: "まだ提出がない事業者を見る", href: `${surveyHref(survey.id)}#missing` },
  };
}

/** The confirmation before an open survey is closed. */
export interface ClosingView {
  readonly surveyId: string;
  readonly text: string;
  readonly missing: number;
  /** 「提出のない8者を残し、61日早く締め切る」 */
  readonly button: string;
}

export function closingView({ id, state, called, submitted, closesOn }: SurveySummary, now: Date): ClosingView | null {
  if (state !== "open") return null;
  const numbers = closingNumbersOf({ called: called ?? 0, submitted: submitted ?? 0, closesOn }, now);
  const { missing, daysEarly } = numbers;
  const how = [...(missing === 0 ? [] : [`提出のない${missing}者を残し`]), ...(daysEarly === 0 ? [] : [`${daysEarly}日早く`])].join("、");
  return { surveyId: id, text: `${closingText(numbers)}。`, missing, button: how === "" ? "調査を締め切る" : `${how}締め切る` };
}

/** The confirmation before a planned survey is opened. */
export interface OpeningView {
  readonly surveyId: string;
  readonly surveyTitle: string;
  readonly backHref: string;
  /** The way on where it cannot be opened. */
  readonly back: { readonly label: string; readonly href: string };
  /** Why it cannot be opened now; null if it can. */
  readonly problem: string | null;
  /** 「対象は12者です。」 */
  readonly title: string;
  readonly dates: string;
  readonly follows: readonly string[];
  /** The number of called operators that submitting the form confirms. */
  readonly confirmed: number;
  /** 「12者を対象に、2日早く受付を始める」 */
  readonly button: string;
}

const OPENING_FOLLOWS = [
  "対象の事業者に調査が見え、提出できるようになります。",
  "受付を始める日と年度は、始めた後は変えられません。名前と締切は変えられ、事業者を加えられます。",
  UNDONE_UNTIL["survey.open"],
];

export function openingView(survey: SurveySummary, problem: string | null, now: Date): OpeningView {
  const { id, title, called, opensOn, closesOn } = survey;
  const numbers = openingNumbersOf({ called: called ?? 0, opensOn, closesOn }, now);
  const early = numbers.daysToFirst > 0 ? `${numbers.daysToFirst}日早く` : "";
  return {
    ...{ surveyId: id, surveyTitle: title, backHref: surveyHref(id), problem, follows: OPENING_FOLLOWS, confirmed: numbers.called },
    back: isOvertaken(survey, now) ? { label: "調査を直す", href: managementHref(id) } : { label: "調査に戻る", href: surveyHref(id) },
    ...{ title: `対象は${numbers.called}者です。`, dates: `今日は、${openingDatesText(numbers)}。` },
    button: `${numbers.called}者を対象に、${early}受付を始める`,
  };
}

/** What can be undone in a survey, and what was undone last. */
export interface WayBackView {
  /** What can be undone now: the opening while nobody has submitted, or the closing. */
  readonly possible: "opening" | "closing" | null;
  readonly surveyId: string;
  /** 「2026年11月29日に締切りを取り消しました（理由：…）」 */
  readonly text: string | null;
}

const WAYS = { planned: null, open: "opening", closed: "closing" } as const satisfies Record<SurveyState, WayBackView["possible"]>;

export function wayBackView({ id, state, submitted, reopenedAt, reopenedReason, takenBackAt, takenBackReason }: SurveySummary): WayBackView {
  const possible = state === "open" && (submitted ?? 0) > 0 ? null : WAYS[state];
  const on = (at: string, what: string, reason: string | null) => sentence`${dateText(new Date(at))}に${what}（理由：${reason ?? ""}）`;
  if (state === "open" && reopenedAt !== null) return { possible, surveyId: id, text: on(reopenedAt, "締切りを取り消し、受付に戻しました", reopenedReason) };
  if (state === "planned" && takenBackAt !== null)
    return { possible, surveyId: id, text: on(takenBackAt, "受付の開始を取り消し、計画に戻しました", takenBackReason) };
  return { possible, surveyId: id, text: null };
}

/** A title and year for a new survey that no other survey has. */
export function nextSurvey(surveys: readonly Pick<SurveySummary, "title">[], thisYear: number): { readonly title: string; readonly fiscalYear: number } {
  const titleOf = (year: number): string => `${year}年度 浸透状況調査`;
  const used = new Set(surveys.map(({ title }) => title));
  let fiscalYear = thisYear;
  while (used.has(titleOf(fiscalYear))) fiscalYear += 1;
  return { title: titleOf(fiscalYear), fiscalYear };
}

/** The fields of a survey that can still change. */
export interface ChangeView {
  readonly id: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly opensOn: string;
  readonly closesOn: string;
  /** Whether the fiscal year and the first day are fixed, because the survey is open. */
  readonly opensOnFixed: boolean;
  /** The number of operators of the sector that are not called yet. */
  readonly uncalled: number;
}

export interface SurveyRow {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly fiscalYear: string;
  readonly edition: string;
  readonly closesOn: string;
  readonly replies: string;
  readonly state: StateView;
  /** What can be done where its days have passed before it was opened; null otherwise. */
  readonly overtaken: string | null;
}
export interface HomeView {
  readonly sector: string;
  readonly next: NextView;
  readonly surveys: readonly SurveyRow[];
}

const NEW_SURVEY: NextView = {
  title: "次の調査を計画してください",
  text: "受付中の調査も、計画中の調査もありません。",
  pressing: false,
  link: { label: "調査を計画する", href: "/ministry/surveys/new" },
};

export function homeView(surveys: readonly SurveySummary[], now: Date): HomeView {
  // One that is not open yet comes after the running ones, whichever closes first, and last what can be opened only on other days.
  const order = (survey: SurveySummary): string => `${isOvertaken(survey, now) ? 2 : survey.state === "planned" ? 1 : 0} ${survey.closesOn}`;
  const waiting = surveys.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).map((survey) => nextForSurvey(survey, now));
  return {
    sector: surveys[0]?.sectorName ?? "",
    next: waiting.find((next) => next?.pressing) ?? waiting.find((next) => next !== null) ?? NEW_SURVEY,
    surveys: surveys.map((survey) => ({
      id: survey.id,
      title: survey.title,
      href: surveyHref(survey.id),
      fiscalYear: `${survey.fiscalYear}年度`,
      edition: survey.editionTitle,
      closesOn: dayText(survey.closesOn),
      replies: `${survey.submitted ?? 0}者／${survey.called ?? 0}者`,
      state: stateView(survey.state),
      overtaken: isOvertaken(survey, now) ? "日付が過ぎています。変えると、受付を始められます。" : null,
    })),
  };
}

export type SurveyPage = "" | "/items" | "/crosswalk";

/** Title, imprint and the choice of tier, on each page of a survey. */
export interface SurveyHead {
  readonly id: string;
  /** Of the edition that the survey asks for. */
  readonly kind: GuidelineKind;
  readonly title: string;
  readonly note: string;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  readonly state: StateView;
  readonly tiers: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly tierNote: string | null;
  readonly pages: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
}

const PAGES: readonly (readonly [SurveyPage, string])[] = [
  ["", "結果"],
  ["/items", "項目別"],
  ["/crosswalk", "指針との対応"],
];

export function surveyHead(
  survey: SurveyRecord,
  edition: Pick<Edition, "id" | "title" | "editionLabel" | "kind" | "crosswalks" | "items">,
  tier: Tier,
  page: SurveyPage,
): SurveyHead {
  const href = surveyHref(survey.id);
  const query = tier === "required" ? "" : `?tier=${tier}`;
  const label = PAGES.find(([path]) => path === page)?.[1] ?? "";
  const here = page === "" ? [{ label: survey.title }] : [{ label: survey.title, href }, { label }];
  // Before the opening nobody can have submitted, so that there is nothing to choose between.
  const withResults = survey.state !== "planned" || page !== "";
  const closes = `締切 ${dayWithWeekday(survey.closesOn)}`;
  return {
    id: survey.id,
    kind: edition.kind,
    title: page !== "" ? sentence`${survey.title}　${label}` : survey.state === "planned" ? survey.title : sentence`${survey.title}の結果`,
    note: sentence`${survey.sectorName}　${edition.title} ${edition.editionLabel}　${closes}　閲覧は記録され、提出した事業者から見えます。`,
    steps: [{ label: "浸透状況調査", href: "/ministry" }, ...here],
    state: stateView(survey.state),
    tiers: (withResults ? (["required", "reference"] as const) : []).map((one) => ({
      label: KIND_WORDS[edition.kind].tiers[one],
      href: `${href}${page}${one === "required" ? "" : `?tier=${one}`}`,
      current: one === tier,
    })),
    tierNote: withResults ? tiersNote(edition) : null,
    pages: PAGES.filter(([path]) => withResults && (path !== "/crosswalk" || edition.crosswalks.some(({ to }) => to === edition.id))).map(([path, words]) => ({
      label: words,
      href: `${href}${path}${query}`,
      current: path === page,
    })),
  };
}

/** A link to a table as CSV. */
export const csvHref = (surveyId: string, by: string, tier: Tier): string => `/api/v1/surveys/${surveyId}/results.csv?by=${by}&tier=${tier}`;
