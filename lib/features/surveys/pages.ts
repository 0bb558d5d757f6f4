import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { binds } from "@/lib/domain/guideline/binding";
import { PHASES, TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { fiscalYearOf, later } from "@/lib/domain/shared/day";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { boundSector } from "@/lib/features/guidelines/binding/queries";
import { publishedEditions } from "@/lib/features/guidelines/published/queries";
import { type CallingAsked, callingAsked } from "@/lib/features/surveys/calling/parts";
import { callableOperators, readCalling } from "@/lib/features/surveys/calling/queries";
import { type CallingView, callingView, operatorChoice } from "@/lib/features/surveys/calling/view";
import { callFacts, takeOutOperator, takingOutObstacle } from "@/lib/features/surveys/calls/commands";
import { calledOperator } from "@/lib/features/surveys/calls/record";
import { type TakingOutView, takingOutView } from "@/lib/features/surveys/calls/view";
import { type CrosswalkPageView, crosswalkPageView } from "@/lib/features/surveys/crosswalk-page/view";
import { itemsView } from "@/lib/features/surveys/items/view";
import { allowLateCorrection } from "@/lib/features/surveys/late-corrections/commands";
import { lateCorrectionsOf } from "@/lib/features/surveys/late-corrections/queries";
import { type LateCorrectionView, lateChoices, lateRow, latesView } from "@/lib/features/surveys/late-corrections/view";
import { listSurveys, summaryOfSurvey } from "@/lib/features/surveys/list/queries";
import { operatorsAsked, operatorsHref, operatorsQuery } from "@/lib/features/surveys/operators/parts";
import { createSurvey } from "@/lib/features/surveys/planning/commands";
import { ofOwnSector, survey } from "@/lib/features/surveys/record/record";
import type { SurveySummary } from "@/lib/features/surveys/record/schema";
import { closingView, homeView, nextForSurvey, nextSurvey, openingView, surveyHref, wayBackView } from "@/lib/features/surveys/record/view";
import { resultView } from "@/lib/features/surveys/results-page/view";
import { oneSubmission, readResults, readSurveyPage, SHOWN_ON, type Shown, wholeResults } from "@/lib/features/surveys/results-reading/queries";
import { submissionView } from "@/lib/features/surveys/submission-page/view";
import { openSurvey, unfitToOpen } from "@/lib/features/surveys/transitions/commands";
import { calendarDate } from "@/lib/labels/japanese-date";
import { unusedText } from "@/lib/labels/unused-parts";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { sentForm } from "@/lib/server/use-cases/page-form";
import { BEFORE_A_CHANGE } from "@/lib/server/use-cases/takes-out";
import { reading } from "@/lib/server/use-cases/use-case";
import { type AddressQuery, askedOf } from "@/lib/validation/address";
import { pageQuery } from "@/lib/validation/paging";
import { identifier } from "@/lib/validation/plain-text";

type Query = Readonly<Record<string, string | string[] | undefined>>;

const tierShown = z.object({ tier: z.enum(TIERS).default("required") });
const itemsShown = tierShown.extend({
  ...{ order: z.enum(["printed", "lowest"]).default("printed"), page: pageQuery.shape.page },
  ...{ phase: z.enum(PHASES).optional(), section: z.string().optional() },
});

/** The tier that an address asks for, and what the page could not use of it. */
function tierAsked(query: AddressQuery): { readonly tier: Tier; readonly unused: string | null } {
  const { parts, unused } = askedOf(tierShown, query);
  return { tier: parts.tier, unused: unusedText(unused) };
}

/** An invalid id of a survey or operator is not found. */
const idOf = (written: string): string => identifier.safeParse(written).data ?? valueOrPage<string>(refused(NOT_FOUND));

const MANY = { page: 1, perPage: 200 };

const ministryPages = reading({ of: readResults, takesOut: { no: "reads nothing" }, on: ofOwnSector("ministry"), run: () => Promise.resolve(granted(null)) });

/** The sector's officer, or the page that refuses other visitors. */
async function requireOfficer() {
  const visitor = await requireVisitor();
  valueOrPage(await ministryPages(visitor, {}, new Date()));
  return visitor;
}

export async function loadHome() {
  const visitor = await requireOfficer();
  const now = new Date();
  return homeView(valueOrPage(await listSurveys(visitor, MANY, now)).items, now);
}

/** The editions that bind the sector, and a page of its operators. */
const readSector = reading({
  of: createSurvey,
  takesOut: BEFORE_A_CHANGE,
  on: ofOwnSector("operators"),
  input: z.object({ asked: z.custom<CallingAsked>() }),
  run: async ({ transaction, subject: { sectorId }, input: { asked } }) =>
    granted({ bound: await boundSector(transaction, sectorId), callable: await callableOperators(transaction, sectorId, null, asked) }),
});

/** A survey to plan, with suggestions; after a search with what the form says. */
export async function loadNewSurvey() {
  const visitor = await requireOfficer();
  const now = new Date();
  const sent = sentForm();
  const asked = callingAsked(sent, "operatorIds");
  const published = valueOrPage(await publishedEditions(visitor, {}, now));
  const { bound, callable } = valueOrPage(await readSector(visitor, { asked }, now));
  const editions = published.filter(({ id }) => binds(bound, id));
  const today = calendarDate(now);
  const next = nextSurvey(valueOrPage(await listSurveys(visitor, MANY, now)).items, fiscalYearOf(today));
  const entered = (name: string, suggested: string): string => sent?.[name]?.[0] ?? suggested;
  return {
    ...{ title: entered("title", next.title), fiscalYear: entered("fiscalYear", String(next.fiscalYear)) },
    ...{ opensOn: entered("opensOn", later(today, `${next.fiscalYear}-04-01`)), closesOn: entered("closesOn", "") },
    edition: entered("edition", editions[0]?.id ?? ""),
    editions: editions.map(({ id, title, editionLabel, old }) => ({ value: id, label: `${title} ${editionLabel}${old ? "（旧版）" : ""}` })),
    choice: operatorChoice(callable, asked, "operatorIds"),
  };
}

/** The operators that a survey could call too, found by name, with those ticked so far; redirects to the survey once it is closed. */
export async function loadCalling(surveyId: string): Promise<CallingView> {
  const visitor = await requireOfficer();
  const asked = callingAsked(sentForm(), "addOperatorIds");
  const { survey: found, callable } = valueOrPage(await readCalling(visitor, { surveyId: idOf(surveyId), asked }, new Date()));
  if (found.state === "closed") redirect(surveyHref(found.id) as Route);
  return callingView(found, callable, asked);
}

export async function loadSurvey(surveyId: string, query: Query) {
  const visitor = await requireOfficer();
  const now = new Date();
  const id = idOf(surveyId);
  const { parts, unused } = askedOf(tierShown.extend(operatorsQuery.shape), query);
  const asked = operatorsAsked(query);
  const read = await readSurveyPage(visitor, { surveyId: id, tier: parts.tier, asked }, now);
  const { summary, change, whole, pages, lates } = valueOrPage(read);
  return {
    unused: unusedText(unused),
    next: nextForSurvey(summary, now),
    closing: closingView(summary, now),
    wayBack: wayBackView(summary),
    change,
    lates: latesView(lates, (page) => operatorsHref(surveyHref(id), parts.tier, { ...asked, latePage: { ...asked.latePage, page } }, "late")),
    ...resultView(whole, pages, parts.tier),
  };
}

/** The survey, and why it cannot be opened now; null if it can. */
const readOpening = reading({
  of: openSurvey,
  takesOut: BEFORE_A_CHANGE,
  on: survey.seen,
  async run({ transaction, subject, visitor, now }): Promise<Result<{ summary: SurveySummary; unfit: Refusal | null }, Refusal>> {
    const summary = await summaryOfSurvey(transaction, visitor, subject.id, now);
    return summary ? granted({ summary, unfit: await unfitToOpen(transaction, subject, now) }) : refused(NOT_FOUND);
  },
});

/** The effects of opening the survey, or why it is impossible; redirects to the survey if it is not planned. */
export async function loadOpening(surveyId: string) {
  const visitor = await requireOfficer();
  const now = new Date();
  const id = idOf(surveyId);
  const { summary, unfit } = valueOrPage(await readOpening(visitor, { surveyId: id }, now));
  if (summary.state !== "planned") redirect(surveyHref(id) as Route);
  return openingView(summary, unfit?.detail ?? null, now);
}

const readTakingOut = reading({
  of: takeOutOperator,
  takesOut: BEFORE_A_CHANGE,
  on: calledOperator.seen,
  run: async ({ transaction, subject }) =>
    granted({
      ...subject,
      problem: takingOutObstacle({ ...(await callFacts(transaction, subject.survey.id, subject.operatorId)), state: subject.survey.state, reason: "…" }),
    }),
});

/** The effects of taking an operator out of the survey, or why it is impossible. */
export async function loadTakingOut(surveyId: string, operatorId: string): Promise<TakingOutView> {
  const visitor = await requireOfficer();
  const now = new Date();
  const { survey: found, operatorName, problem } = valueOrPage(await readTakingOut(visitor, { surveyId: idOf(surveyId), operatorId: idOf(operatorId) }, now));
  return takingOutView({ survey: found, operatorId, operatorName }, problem?.detail ?? null);
}

const readLateCorrections = reading({
  of: allowLateCorrection,
  takesOut: BEFORE_A_CHANGE,
  on: calledOperator.seen,
  run: async ({ transaction, subject, now }) =>
    granted({
      ...subject,
      lates: await lateCorrectionsOf(transaction, subject.survey.id, subject.operatorId, now),
      ...(await callFacts(transaction, subject.survey.id, subject.operatorId)),
    }),
});

/** The late corrections of one operator to a survey, and what can be done now. */
export async function loadLateCorrection(surveyId: string, operatorId: string): Promise<LateCorrectionView> {
  const visitor = await requireOfficer();
  const asked = { surveyId: idOf(surveyId), operatorId: idOf(operatorId) };
  const { survey: found, operatorName, lates, submitted } = valueOrPage(await readLateCorrections(visitor, asked, new Date()));
  return {
    ...{ surveyId: found.id, operatorId, operatorName, surveyTitle: found.title, backHref: surveyHref(found.id) },
    ...lateChoices(found.state, submitted, lates),
    rows: lates.map(lateRow),
  };
}

async function resultsShown(surveyId: string, shown: Shown) {
  const visitor = await requireOfficer();
  return valueOrPage(await wholeResults(visitor, { surveyId: idOf(surveyId), ...shown }, new Date()));
}

export async function loadItems(surveyId: string, query: Query) {
  const { parts, unused } = askedOf(itemsShown, query);
  const { phase, section, ...others } = parts;
  return { ...itemsView(await resultsShown(surveyId, SHOWN_ON.items), { ...others, phase, section }), unused: unusedText(unused) };
}

export async function loadSurveyCrosswalk(surveyId: string, query: Query) {
  const { tier, unused } = tierAsked(query);
  const view = crosswalkPageView(await resultsShown(surveyId, SHOWN_ON.crosswalk), tier) ?? valueOrPage<CrosswalkPageView>(refused(NOT_FOUND));
  return { ...view, unused };
}

export async function loadSubmission(surveyId: string, operatorId: string, query: Query) {
  const visitor = await requireOfficer();
  const asked = { surveyId: idOf(surveyId), operatorId: idOf(operatorId) };
  const { tier, unused } = tierAsked(query);
  return { ...submissionView(valueOrPage(await oneSubmission(visitor, asked, new Date())), tier), unused };
}
