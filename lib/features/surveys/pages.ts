import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { decide } from "@/lib/domain/access/permission";
import { binds } from "@/lib/domain/guideline/binding";
import type { Tier } from "@/lib/domain/guideline/edition";
import { fiscalYearOf, later } from "@/lib/domain/shared/day";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { boundSector } from "@/lib/features/guidelines/binding/queries";
import { publishedEditions } from "@/lib/features/guidelines/published/queries";
import { unfitToOpen } from "@/lib/features/surveys/conduct/commands";
import { type CrosswalkPageView, crosswalkPageView } from "@/lib/features/surveys/crosswalk-page/view";
import { itemsView } from "@/lib/features/surveys/items/view";
import { changeableSurvey, listSurveys, oneSurvey } from "@/lib/features/surveys/list/queries";
import { operatorsAsked } from "@/lib/features/surveys/operators/parts";
import { oneSubmission, resultsWithOperators, SHOWN_ON, type Shown, wholeResults } from "@/lib/features/surveys/readings/queries";
import { permittedSurvey } from "@/lib/features/surveys/record/record";
import { closingView, homeView, nextForSurvey, nextSurvey, openingView, surveyHref, wayBackView } from "@/lib/features/surveys/record/view";
import { resultView } from "@/lib/features/surveys/result/view";
import { submissionView } from "@/lib/features/surveys/submission/view";
import { calendarDate } from "@/lib/labels/japanese-date";
import { look } from "@/lib/server/audit/change";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { isIdentifier } from "@/lib/validation/plain-text";

type Query = Readonly<Record<string, string | string[] | undefined>>;

const tierOf = (query: Query): Tier => (query["tier"] === "reference" ? "reference" : "required");

/** A survey or operator that cannot be one is not there. */
const idOf = (written: string): string => (isIdentifier(written) ? written : valueOrPage<string>(refused(NOT_FOUND)));

const MANY = { page: 1, perPage: 200 };

interface Officer {
  readonly visitor: Visitor;
  readonly sector: string;
}

/** The sector's officer, or the page that says that it is not for the visitor, whose refusal is recorded. */
async function requireOfficer(): Promise<Officer> {
  const visitor = await requireVisitor();
  const { sector } = visitor.actor;
  if (sector !== null && decide(visitor.actor, "survey.read", { sector }).ok) return { visitor, sector };
  return valueOrPage(
    await look<Officer>(visitor, { action: "survey.read", target: "ministry" }, new Date(), () =>
      Promise.resolve(refused(refusal("not_permitted", "調査の結果を見る権限がありません。"))),
    ),
  );
}

export async function loadHome() {
  const { visitor } = await requireOfficer();
  const now = new Date();
  return homeView(valueOrPage(await listSurveys(visitor, MANY, now)).items, now);
}

export async function loadNewSurvey() {
  const { visitor, sector } = await requireOfficer();
  const now = new Date();
  const published = valueOrPage(await publishedEditions(visitor, now));
  const { bound, operators } = valueOrPage(
    await look(visitor, { action: "survey.manage", target: "operators" }, now, async (transaction) =>
      granted({
        bound: await boundSector(transaction, sector),
        operators: await transaction.operator.findMany({ where: { sectorId: sector }, select: { id: true, name: true }, orderBy: { name: "asc" } }),
      }),
    ),
  );
  const editions = published.filter(({ id }) => binds(bound, id));
  const today = calendarDate(now);
  const next = nextSurvey(valueOrPage(await listSurveys(visitor, MANY, now)).items, fiscalYearOf(today));
  return {
    ...next,
    opensOn: later(today, `${next.fiscalYear}-04-01`),
    editions: editions.map(({ id, title, editionLabel, old }) => ({ value: id, label: `${title} ${editionLabel}${old ? "（旧版）" : ""}` })),
    operators,
  };
}

export async function loadSurvey(surveyId: string, query: Query) {
  const { visitor } = await requireOfficer();
  const now = new Date();
  const id = idOf(surveyId);
  const { whole, pages } = valueOrPage(await resultsWithOperators(visitor, id, tierOf(query), operatorsAsked(query), now));
  const summary = valueOrPage(await oneSurvey(visitor, { surveyId: id }, now));
  const change = valueOrPage(await changeableSurvey(visitor, id, now));
  return {
    next: nextForSurvey(summary, now),
    closing: closingView(summary, now),
    wayBack: wayBackView(summary),
    change,
    ...resultView(whole, pages, tierOf(query)),
  };
}

/** What opening the survey would begin, before it is done, or why it cannot be; one that is not planned leads to itself. */
export async function loadOpening(surveyId: string) {
  const { visitor } = await requireOfficer();
  const now = new Date();
  const id = idOf(surveyId);
  const unfit = valueOrPage(
    await look(visitor, { action: "survey.open", target: `survey/${id}` }, now, async (transaction) => {
      const found = await permittedSurvey(transaction, visitor, id, "survey.manage");
      return found.ok ? granted(await unfitToOpen(transaction, found.value, now)) : found;
    }),
  );
  const summary = valueOrPage(await oneSurvey(visitor, { surveyId: id }, now));
  if (summary.state !== "planned") redirect(surveyHref(id) as Route);
  return openingView(summary, unfit?.detail ?? null, now);
}

async function resultsShown(surveyId: string, shown: Shown) {
  const { visitor } = await requireOfficer();
  return valueOrPage(await wholeResults(visitor, idOf(surveyId), shown, new Date()));
}

export async function loadItems(surveyId: string, query: Query) {
  const order = query["order"] === "lowest" ? "lowest" : "printed";
  return itemsView(await resultsShown(surveyId, SHOWN_ON.items), tierOf(query), order, Number.parseInt(String(query["page"]), 10) || 1);
}

export async function loadSurveyCrosswalk(surveyId: string, query: Query) {
  return crosswalkPageView(await resultsShown(surveyId, SHOWN_ON.crosswalk), tierOf(query)) ?? valueOrPage<CrosswalkPageView>(refused(NOT_FOUND));
}

export async function loadSubmission(surveyId: string, operatorId: string, query: Query) {
  const { visitor } = await requireOfficer();
  return submissionView(valueOrPage(await oneSubmission(visitor, idOf(surveyId), idOf(operatorId), new Date())), tierOf(query));
}
