import type { Page } from "@playwright/test";
import { PEOPLE, type PersonKey } from "@/tests/e2e/people";
import { LARGE_SECTION, sheetOf } from "@/tests/e2e/sheets";
import { SURVEY_VISITS } from "@/tests/e2e/survey-pages";
import { missingOperator, plannedSurvey } from "@/tests/e2e/surveys";
import type { TestPortal } from "@/tests/e2e/test-portal";

/** Objects of the demo that pages refer to. */
export interface Places {
  readonly staffSheet: string;
  readonly systemSheet: string;
  /** A measure of it with an answer. */
  readonly answeredItem: string;
  /** A sheet that waits for the manager's review. */
  readonly handedInSheet: string;
  readonly openCycle: string;
  /** The cycle before it, submitted or approved. */
  readonly lastCycle: string;
  /** Of the operator whose CISO is `planner`. */
  readonly plannedCycle: string;
  readonly closedSurvey: string;
  readonly openSurvey: string;
  readonly plannedSurvey: string;
  /** An operator that submitted to the closed survey. */
  readonly submitter: string;
  /** An operator that has not submitted to the open survey. */
  readonly missing: string;
  readonly person: string;
}

const CYCLES = `
  SELECT c.id, c.state FROM cycle c JOIN person p ON p.operator_id = c.operator_id AND p.email = $1
  WHERE c.edition_id = 'kuko-2' ORDER BY c.period_from DESC`;

async function only(portal: TestPortal, what: string, statement: string, values: readonly unknown[] = []): Promise<string> {
  const [row] = await portal.rows<{ id: string }>(statement, values);
  if (row === undefined) throw new Error(`the demo has no ${what}`);
  return row.id;
}

export async function findPlaces(portal: TestPortal): Promise<Places> {
  const staff = await sheetOf(portal, "staff", "handler");
  const { id: systemSheet } = await sheetOf(portal, "system", "systemAdministrator");
  const cycles = await portal.rows<{ id: string; state: string }>(CYCLES, [PEOPLE.ciso]);
  const closedSurvey = await only(
    portal,
    "closed survey",
    "SELECT id FROM survey WHERE sector_id = 'kuko' AND state = 'closed' ORDER BY fiscal_year DESC LIMIT 1",
  );
  const openSurvey = await only(portal, "open survey", "SELECT id FROM survey WHERE sector_id = 'kuko' AND state = 'open' LIMIT 1");
  return {
    staffSheet: staff.id,
    systemSheet,
    answeredItem: await only(portal, "answer", "SELECT item_id AS id FROM answer_history WHERE sheet_id = $1 AND remark IS NOT NULL ORDER BY item_id LIMIT 1", [
      systemSheet,
    ]),
    handedInSheet: await only(portal, "sheet to review", HANDED_IN, [PEOPLE.manager]),
    openCycle: staff.cycleId,
    lastCycle: cycles.find(({ id }) => id !== staff.cycleId)?.id ?? "",
    plannedCycle: await only(portal, "planned cycle", "SELECT id FROM cycle WHERE state = 'planned' ORDER BY id LIMIT 1"),
    closedSurvey,
    openSurvey,
    plannedSurvey: await plannedSurvey(portal),
    submitter: await only(portal, "submission", "SELECT operator_id AS id FROM submission WHERE survey_id = $1 ORDER BY operator_id LIMIT 1", [closedSurvey]),
    missing: await missingOperator(portal, openSurvey),
    person: await only(portal, "person", "SELECT id FROM person WHERE email = $1", [PEOPLE.staff]),
  };
}

const HANDED_IN = `
  SELECT s.id FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state = 'open'
  JOIN appointment a ON a.operator_id = s.operator_id AND a.role = 'securityManager' AND a.department_id = s.department_id
  JOIN person m ON m.operator_id = a.operator_id AND m.id = a.person_id AND m.email = $1
  WHERE s.state = 'handedIn' AND s.role = 'handler' ORDER BY s.id LIMIT 1`;

/** A page, as visited by the accessibility tests and the screenshots. */
export interface Visit {
  /** As in the file names below `app/`, without groups in brackets. */
  readonly route: string;
  readonly name: string;
  readonly as: PersonKey | null;
  readonly path: (places: Places) => string;
  /** Whether its picture is in the README. */
  readonly shown?: true;
  /** Brings the page into the state to be checked. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const at = (path: string) => (): string => path;
const shown = { shown: true } as const;

/** Every page of the portal at least once, with its visitor. */
export const VISITS: readonly Visit[] = [
  { route: "/login", name: "login", as: null, path: at("/login"), ...shown },
  { route: "/login", name: "login-refused", as: null, path: at("/login?error=CredentialsSignin") },
  { route: "/invite/[token]", name: "invite-unusable", as: null, path: at("/invite/portal_inv_none") },
  { route: "/", name: "home", as: "manager", path: at("/") },
  { route: "/tasks", name: "tasks-manager", as: "manager", path: at("/tasks"), ...shown },
  { route: "/tasks", name: "tasks-secretariat", as: "secretariat", path: at("/tasks") },
  { route: "/tasks", name: "tasks-executive", as: "executive", path: at("/tasks") },
  { route: "/checks", name: "checks", as: "staff", path: at("/checks"), ...shown },
  { route: "/checks", name: "checks-several", as: "manager", path: at("/checks") },
  { route: "/checks/[sheet]", name: "checklist-entry", as: "staff", path: ({ staffSheet }) => `/checks/${staffSheet}` },
  { route: "/checks/[sheet]/[section]", name: "checklist", as: "system", path: ({ systemSheet }) => `/checks/${systemSheet}/${LARGE_SECTION}`, ...shown },
  { route: "/checks/[sheet]/[section]", name: "checklist-staff", as: "staff", path: ({ staffSheet }) => `/checks/${staffSheet}/3.1.5.1-1` },
  { route: "/checks/[sheet]/[section]", name: "checklist-read-only", as: "manager", path: ({ handedInSheet }) => `/checks/${handedInSheet}/3.1.5.1-1` },
  {
    ...{ route: "/checks/[sheet]/history/[item]", name: "answer-history", as: "system" },
    path: ({ systemSheet, answeredItem }) => `/checks/${systemSheet}/history/${encodeURIComponent(answeredItem)}`,
  },
  { route: "/checks/[sheet]/answers", name: "own-copy", as: "system", path: ({ systemSheet }) => `/checks/${systemSheet}/answers` },
  { route: "/checks/[sheet]/hand-in", name: "hand-in", as: "system", path: ({ systemSheet }) => `/checks/${systemSheet}/hand-in` },
  { route: "/checks/[sheet]/take-back", name: "take-back", as: "system", path: ({ systemSheet }) => `/checks/${systemSheet}/take-back` },
  { route: "/operator", name: "dashboard", as: "ciso", path: at("/operator"), ...shown },
  { route: "/operator", name: "dashboard-large", as: "largeCiso", path: at("/operator") },
  { route: "/operator", name: "dashboard-manager", as: "manager", path: at("/operator") },
  { route: "/operator/cycles", name: "cycles", as: "ciso", path: at("/operator/cycles") },
  { route: "/operator/cycles/new", name: "cycle-new", as: "secretariat", path: at("/operator/cycles/new") },
  { route: "/operator/cycles/[cycleId]", name: "cycle", as: "ciso", path: ({ openCycle }) => `/operator/cycles/${openCycle}` },
  { route: "/operator/cycles/[cycleId]", name: "cycle-last", as: "ciso", path: ({ lastCycle }) => `/operator/cycles/${lastCycle}` },
  { route: "/operator/cycles/[cycleId]", name: "cycle-planned", as: "planner", path: ({ plannedCycle }) => `/operator/cycles/${plannedCycle}` },
  { route: "/operator/cycles/[cycleId]/plan", name: "cycle-plan", as: "planner", path: ({ plannedCycle }) => `/operator/cycles/${plannedCycle}/plan` },
  { route: "/operator/cycles/[cycleId]/plan", name: "cycle-change", as: "ciso", path: ({ openCycle }) => `/operator/cycles/${openCycle}/plan` },
  { route: "/operator/cycles/[cycleId]/review", name: "cycle-closing", as: "ciso", path: ({ openCycle }) => `/operator/cycles/${openCycle}/review` },
  {
    route: "/operator/cycles/[cycleId]/cancel",
    name: "cycle-cancelling",
    as: "planner",
    path: ({ plannedCycle }) => `/operator/cycles/${plannedCycle}/cancel`,
  },
  {
    route: "/operator/cycles/[cycleId]/cancel",
    name: "cycle-cancelling-answered",
    as: "ciso",
    path: ({ openCycle }) => `/operator/cycles/${openCycle}/cancel`,
  },
  {
    route: "/operator/cycles/[cycleId]/hand-out",
    name: "cycle-hand-out",
    as: "planner",
    path: ({ plannedCycle }) => `/operator/cycles/${plannedCycle}/hand-out`,
  },
  {
    route: "/operator/cycles/[cycleId]/withdraw",
    name: "withdrawing-many",
    as: "secretariat",
    path: ({ openCycle }) => `/operator/cycles/${openCycle}/withdraw?role=handler&state=outstanding`,
  },
  {
    route: "/operator/cycles/[cycleId]/withdraw",
    name: "withdrawing-many-refused",
    as: "secretariat",
    path: ({ openCycle }) => `/operator/cycles/${openCycle}/withdraw`,
  },
  { route: "/operator/cycles/[cycleId]/progress", name: "progress", as: "secretariat", path: ({ openCycle }) => `/operator/cycles/${openCycle}/progress` },
  { route: "/operator/cycles/[cycleId]/scores", name: "scores", as: "ciso", path: ({ openCycle }) => `/operator/cycles/${openCycle}/scores` },
  {
    route: "/operator/cycles/[cycleId]/scores",
    name: "scores-department",
    as: "executive",
    path: ({ lastCycle }) => `/operator/cycles/${lastCycle}/scores?by=department`,
  },
  {
    route: "/operator/cycles/[cycleId]/gap-report",
    name: "gap-report",
    as: "ciso",
    path: ({ lastCycle }) => `/operator/cycles/${lastCycle}/gap-report`,
    ...shown,
  },
  {
    route: "/operator/cycles/[cycleId]/gap-report",
    name: "gap-report-filtered",
    as: "executive",
    path: ({ openCycle }) => `/operator/cycles/${openCycle}/gap-report?role=systemAdministrator&phase=plan#gaps`,
  },
  {
    route: "/operator/cycles/[cycleId]/items",
    name: "items",
    as: "executive",
    path: ({ openCycle }) => `/operator/cycles/${openCycle}/items?phase=plan&show=gap`,
  },
  { route: "/operator/cycles/[cycleId]/items", name: "items-department", as: "manager", path: ({ openCycle }) => `/operator/cycles/${openCycle}/items` },
  {
    ...{ route: "/operator/cycles/[cycleId]/items/[item]", name: "item", as: "ciso" },
    path: ({ openCycle, answeredItem }) => `/operator/cycles/${openCycle}/items/${encodeURIComponent(answeredItem)}`,
  },
  { route: "/operator/cycles/[cycleId]/submit", name: "submit", as: "ciso", path: ({ openCycle }) => `/operator/cycles/${openCycle}/submit` },
  {
    route: "/operator/cycles/[cycleId]/gap-report",
    name: "gap-report-planned",
    as: "planner",
    path: ({ plannedCycle }) => `/operator/cycles/${plannedCycle}/gap-report`,
  },
  { route: "/operator/cycles/[cycleId]/submit", name: "submit-last", as: "ciso", path: ({ lastCycle }) => `/operator/cycles/${lastCycle}/submit` },
  { route: "/operator/review", name: "review", as: "manager", path: at("/operator/review"), ...shown },
  { route: "/operator/review/accept", name: "accepting", as: "manager", path: ({ handedInSheet }) => `/operator/review/accept?sheet=${handedInSheet}` },
  { route: "/operator/sheets/[sheetId]", name: "review-sheet", as: "manager", path: ({ handedInSheet }) => `/operator/sheets/${handedInSheet}` },
  {
    route: "/operator/sheets/[sheetId]/assignment",
    name: "assignment",
    as: "secretariat",
    path: ({ systemSheet }) => `/operator/sheets/${systemSheet}/assignment`,
  },
  { route: "/operator/security", name: "operator-security", as: "ciso", path: at("/operator/security") },
  { route: "/operator/audit", name: "operator-audit", as: "ciso", path: at("/operator/audit") },
  { route: "/operator/look-log", name: "look-log", as: "ciso", path: at("/operator/look-log") },
  { route: "/operator/people", name: "people", as: "secretariat", path: at("/operator/people") },
  { route: "/operator/people", name: "people-large", as: "largeCiso", path: at("/operator/people") },
  { route: "/operator/people/new", name: "person-new", as: "secretariat", path: at("/operator/people/new") },
  { route: "/operator/staffing", name: "staffing", as: "secretariat", path: at("/operator/staffing") },
  { route: "/operator/people/import", name: "people-import", as: "secretariat", path: at("/operator/people/import") },
  { route: "/operator/people/roles", name: "people-roles", as: "secretariat", path: at("/operator/people/roles") },
  { route: "/operator/people/invitations", name: "people-invitations", as: "secretariat", path: at("/operator/people/invitations") },
  { route: "/operator/people/[personId]", name: "person", as: "secretariat", path: ({ person }) => `/operator/people/${person}` },
  {
    route: "/operator/people/[personId]/handover",
    name: "handover",
    as: "secretariat",
    path: ({ person }) => `/operator/people/${person}/handover?event=leave`,
  },
  {
    route: "/operator/people/[personId]/handover",
    name: "handover-confirm",
    as: "secretariat",
    path: ({ person }) => `/operator/people/${person}/handover?event=leave&step=confirm`,
  },
  { route: "/operator/deputies", name: "deputies", as: "secretariat", path: at("/operator/deputies?which=all") },
  { route: "/operator/organisation", name: "organisation", as: "secretariat", path: at("/operator/organisation") },
  ...SURVEY_VISITS,
  { route: "/operator/organisation/departments", name: "department-list", as: "secretariat", path: at("/operator/organisation/departments") },
  { route: "/operator/organisation/systems", name: "system-list", as: "secretariat", path: at("/operator/organisation/systems") },
  { route: "/guidelines", name: "guidelines", as: "staff", path: at("/guidelines") },
  { route: "/guidelines/search", name: "guideline-search", as: "staff", path: at("/guidelines/search?q=%E8%AA%8D%E8%A8%BC") },
  { route: "/guidelines/[edition]", name: "guideline", as: "staff", path: at("/guidelines/kuko-2") },
  { route: "/guidelines/[edition]", name: "guideline-old", as: "staff", path: at("/guidelines/shishin-3") },
  { route: "/guidelines/[edition]/[section]", name: "guideline-section", as: "staff", path: at("/guidelines/kuko-2/3.1.5.1-1"), ...shown },
  { route: "/guidelines/[edition]/corrections", name: "guideline-corrections", as: "staff", path: at("/guidelines/kuko-2/corrections") },
  { route: "/guidelines/[edition]/crosswalk", name: "guideline-crosswalk", as: "staff", path: at("/guidelines/kuko-2/crosswalk") },
  { route: "/guidelines/[edition]/definitions", name: "guideline-definitions", as: "staff", path: at("/guidelines/kuko-2/definitions") },
  { route: "/guidelines/[edition]/glossary", name: "guideline-glossary", as: "staff", path: at("/guidelines/kuko-2/glossary") },
  { route: "/guidelines/[edition]/references", name: "guideline-references", as: "staff", path: at("/guidelines/kuko-2/references") },
  { route: "/guidelines/[edition]/roles", name: "guideline-roles", as: "staff", path: at("/guidelines/kuko-2/roles") },
  { route: "/account", name: "account", as: "staff", path: at("/account") },
  { route: "/admin", name: "admin", as: "platform", path: at("/admin") },
  { route: "/admin/offices", name: "admin-offices", as: "platform", path: at("/admin/offices") },
  { route: "/admin/operators/new", name: "admin-operator-new", as: "platform", path: at("/admin/operators/new") },
  {
    route: "/admin/operators/[operatorId]",
    name: "admin-operator",
    as: "platform",
    path: ({ submitter }) => `/admin/operators/${submitter}`,
  },
  { route: "/admin/security", name: "platform-security", as: "platform", path: at("/admin/security") },
  { route: "/admin/audit", name: "platform-audit", as: "platform", path: at("/admin/audit") },
];
