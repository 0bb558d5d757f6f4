import { type DemoCycle, REOPENED_REASON } from "@/lib/demo/cycles";
import { type DemoCalendar, RUNNING } from "@/lib/demo/days/calendar";
import { idOf } from "@/lib/demo/days/chance";
import { OFFICES, officeAccount } from "@/lib/demo/offices";
import { MAIN_SLUG } from "@/lib/demo/operators";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { Row, RowBook } from "@/lib/demo/rows";
import type { DemoSubmission } from "@/lib/demo/submissions";
import { airportSurveys } from "@/lib/demo/survey-plan";
import { surveyTimes } from "@/lib/demo/surveys";

interface TrailEntry {
  readonly at: Date;
  readonly operator: string | null;
  readonly account: string | null;
  readonly action: string;
  readonly target: string;
  readonly outcome?: "done" | "refused";
  readonly detail?: Row;
}

function cycleEntries(operator: DemoOperator, cycle: DemoCycle): TrailEntry[] {
  const accountOf = (role: "ciso" | "secretariat"): string => idOf(`account/${operator.cast.get(role)?.id ?? ""}`);
  const entry = (role: "ciso" | "secretariat", step: string, at: Date | null, detail: Row = {}): TrailEntry[] =>
    at === null ? [] : [{ at, operator: operator.id, account: accountOf(role), action: `cycle.${step}`, target: `cycle/${cycle.id}`, detail }];
  const again = cycle.reopenedAt !== null;
  return [
    ...entry("secretariat", "plan", cycle.createdAt),
    ...entry("secretariat", "open", cycle.openedAt),
    ...(again ? entry("ciso", "review", cycle.firstReviewingAt) : []),
    ...(again ? entry("ciso", "approve", cycle.firstApprovedAt) : []),
    ...entry("ciso", "reopen", cycle.reopenedAt, { reason: REOPENED_REASON }),
    ...entry("ciso", "review", cycle.reviewingAt),
    ...entry("ciso", "approve", cycle.approvedAt),
  ];
}

const deputyEntries = ({ id, cast, deputies }: DemoOperator): TrailEntry[] =>
  deputies.map((deputy) => ({
    ...{ at: deputy.namedAt, operator: id, account: idOf(`account/${cast.get(deputy.namedBy)?.id ?? ""}`) },
    ...{ action: "deputy.name", target: `deputy/${deputy.id}` },
  }));

const submissionEntry = ({ operator, cycle, at }: DemoSubmission): TrailEntry => ({
  ...{ at, operator: operator.id, account: idOf(`account/${operator.cast.get("ciso")?.id ?? ""}`) },
  ...{ action: "cycle.submit", target: `cycle/${cycle.id}` },
});

/** Refused actions, so that the audit trail shows some. */
function refusedEntries(operator: DemoOperator, cycle: DemoCycle): TrailEntry[] {
  const { openedAt, id } = cycle;
  const { work } = operator.calendar;
  const by = (role: "secretariat" | "staff"): string => idOf(`account/${operator.cast.get(role)?.id ?? ""}`);
  if (openedAt === null) return [];
  const refused = { operator: operator.id, outcome: "refused", target: `cycle/${id}`, detail: { code: "not_permitted" } } as const;
  return [
    { ...refused, at: work.plus(openedAt, 580), account: by("secretariat"), action: "cycle.approve" },
    { ...refused, at: work.plus(openedAt, 1070), account: by("staff"), action: "scores.read" },
  ];
}

function surveyEntries(calendar: DemoCalendar): TrailEntry[] {
  const account = officeAccount("airports");
  return airportSurveys(calendar).flatMap((survey) => {
    const { createdAt, openedAt, closedAt } = surveyTimes(calendar, survey);
    const entry = (action: string, at: Date): TrailEntry => ({ at, operator: null, account, action: `survey.${action}`, target: `survey/${survey.id}` });
    const opened = [entry("create", createdAt), entry("open", openedAt)];
    return closedAt === null ? opened : [...opened, entry("close", closedAt)];
  });
}

/** Adds audit entries for cycles and surveys, and access log entries of the ministry's readings of submissions, to the book. */
export function addTrails(
  book: RowBook,
  calendar: DemoCalendar,
  cycles: readonly (readonly [DemoOperator, DemoCycle])[],
  submissions: readonly DemoSubmission[],
): void {
  const entries = [
    ...cycles.flatMap(([operator, cycle]) => cycleEntries(operator, cycle)),
    ...[...new Set(cycles.map(([operator]) => operator))].flatMap(deputyEntries),
    ...submissions.map(submissionEntry),
    ...cycles.filter(([{ profile }, { index }]) => profile.slug === MAIN_SLUG && index === RUNNING).flatMap((one) => refusedEntries(...one)),
    ...surveyEntries(calendar),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  for (const { at, operator, account, action, target, outcome = "done", detail = {} } of entries) {
    book.add("audit", { at, operator_id: operator, account_id: account, action, outcome, target, detail });
  }
  for (const { id, operator, at, survey } of submissions) {
    book.add("look_log", {
      ...{ operator_id: operator.id, id: idOf(`look/${id}`), at: calendar.work.plus(at, survey.state === "open" ? 190 : 4 * 520) },
      ...{ account_id: officeAccount("airports"), officer: OFFICES.airports.name, what: `submission/${id}` },
    });
  }
}
