import type { OperatorRole } from "@/tests/support/world";

/* Who may do what, written by hand from docs/design.md 6 (and 3 for accepting), not from the code's registry. Roles that are
   not listed are refused. The target belongs to the own operator (for the ministry: to an operator or a survey of its
   sector); objects of another one are not found by anybody. */
export type Role = OperatorRole | "ministry" | "otherMinistry" | "platform" | "anonymous";

/** Everybody of the operator. */
const STAFF = [
  "handler",
  "colleague",
  "systemAdministrator",
  "manager",
  "otherManager",
  "ciso",
  "executive",
  "auditor",
  "secretariat",
  "committee",
] as const satisfies readonly Role[];
const SIGNED_IN = [...STAFF, "ministry", "otherMinistry", "platform"] as const satisfies readonly Role[];

/** 事務局: people, departments, systems, handing out sheets. CISO: everything of the own operator. */
const KEEPS_ORGANISATION = ["ciso", "secretariat"] as const satisfies readonly Role[];
/** 監査実施者 reads all of the operator. */
const READS_ORGANISATION = ["ciso", "secretariat", "auditor"] as const satisfies readonly Role[];
const CISO = ["ciso"] as const satisfies readonly Role[];
const PLATFORM = ["platform"] as const satisfies readonly Role[];
const MINISTRY = ["ministry"] as const satisfies readonly Role[];

/** By sheet of the fixture: its respondents, and its reviewers (docs/design.md 3, Accepting). */
const ANSWERS = {
  handler: ["handler"],
  system: ["systemAdministrator"],
  manager: ["manager"],
  ciso: ["ciso"],
  executive: ["executive"],
  committee: ["committee"],
  auditor: ["auditor"],
} as const satisfies Record<string, readonly Role[]>;
const REVIEWS = {
  handler: ["manager"],
  system: ["manager"],
  manager: ["ciso"],
  ciso: ["executive"],
  executive: ["ciso"],
  committee: ["ciso"],
  auditor: ["ciso"],
} as const satisfies Record<string, readonly Role[]>;
/** Respondent, 責任者 of the department, reviewer, CISO and 監査実施者; never the 事務局, which cannot read others' remarks. */
const READS = {
  handler: ["handler", "manager", "ciso", "auditor"],
  system: ["systemAdministrator", "manager", "ciso", "auditor"],
  manager: ["manager", "ciso", "auditor"],
  ciso: ["ciso", "executive", "auditor"],
  executive: ["executive", "ciso", "auditor"],
  committee: ["committee", "ciso", "auditor"],
  auditor: ["auditor", "ciso"],
} as const satisfies Record<string, readonly Role[]>;
const everySheet = (roles: readonly Role[]) =>
  Object.fromEntries(Object.keys(ANSWERS).map((sheet) => [sheet, roles])) as Record<keyof typeof ANSWERS, readonly Role[]>;

/** The roles that may, by `METHOD /path` of the document and by variant of the request (see requests.ts). */
export const EXPECTED: Readonly<Record<string, Readonly<Record<string, readonly Role[]>>>> = {
  // The own account, and published content.
  "GET /me": { own: SIGNED_IN },
  "PATCH /account": { own: SIGNED_IN },
  "PUT /account/password": { own: SIGNED_IN },
  "POST /account/password/confirmation": { own: SIGNED_IN },
  "GET /tokens": { own: SIGNED_IN },
  "POST /tokens": { own: SIGNED_IN },
  "DELETE /tokens/{tokenId}": { own: SIGNED_IN, ofHandler: ["handler"] },
  "GET /guidelines": { any: SIGNED_IN },
  "GET /guidelines/{editionId}": { any: SIGNED_IN },
  "GET /guidelines/{editionId}/items/{itemId}": { any: SIGNED_IN },
  "GET /guidelines/{editionId}/search": { any: SIGNED_IN },
  "GET /crosswalks": { any: SIGNED_IN },
  "GET /sectors": { any: SIGNED_IN },

  // 内閣官房 comes later. The platform manages operators; their own staff and the ministry of their sector may read them.
  "GET /operators": { any: SIGNED_IN },
  "POST /operators": { any: PLATFORM },
  "GET /operators/{operatorId}": { any: [...STAFF, ...MINISTRY, ...PLATFORM] },
  "PATCH /operators/{operatorId}": { any: PLATFORM },
  "POST /operators/{operatorId}/stop": { any: PLATFORM },
  "POST /operators/{operatorId}/reinstate": { any: PLATFORM },
  "POST /operators/{operatorId}/first-account": { any: PLATFORM },
  "POST /operators/{operatorId}/ciso-recovery": { any: PLATFORM },
  // Only the platform creates accounts outside of operators, and reads its health.
  "GET /health": { any: PLATFORM },
  "GET /ministry-officers": { any: PLATFORM },
  "POST /ministry-officers": { any: PLATFORM },
  "DELETE /ministry-officers/{accountId}": { any: PLATFORM },
  "POST /ministry-officers/{accountId}/unlock": { any: PLATFORM },
  "POST /platform-administrators/{accountId}/unlock": { any: PLATFORM },
  "GET /platform-administrators": { any: PLATFORM },
  "POST /platform-administrators": { any: PLATFORM },
  "DELETE /platform-administrators/{accountId}": { any: PLATFORM },
  "GET /audit": { any: ["ciso", "auditor", ...PLATFORM] },
  /** Every reading is logged, and the operator sees the log. */
  "GET /audit.csv": { any: ["ciso", "auditor", ...PLATFORM] },
  "GET /security-events": { any: ["ciso", "auditor", ...PLATFORM] },
  "GET /look-log": { any: ["ciso", "auditor"] },

  // The operator's organisation.
  "GET /departments": { any: STAFF },
  "POST /departments": { any: KEEPS_ORGANISATION },
  /** With the mail addresses of 責任者 and システム管理者, so for those who may read people. */
  "GET /departments.csv": { any: READS_ORGANISATION },
  "POST /departments/import": { dryRun: KEEPS_ORGANISATION, applied: KEEPS_ORGANISATION, managers: CISO },
  "PATCH /departments/{departmentId}": { any: KEEPS_ORGANISATION },
  "GET /systems": { any: STAFF },
  "POST /systems": { any: KEEPS_ORGANISATION },
  "GET /systems.csv": { any: READS_ORGANISATION },
  "POST /systems/import": { dryRun: KEEPS_ORGANISATION, applied: KEEPS_ORGANISATION },
  "PATCH /systems/{systemId}": { any: KEEPS_ORGANISATION },
  "GET /people": { any: READS_ORGANISATION },
  "POST /people": { any: KEEPS_ORGANISATION },
  "POST /people/import": { dryRun: KEEPS_ORGANISATION, applied: KEEPS_ORGANISATION },
  "GET /staffing": { any: READS_ORGANISATION },
  "GET /people/{personId}": { any: READS_ORGANISATION },
  "PATCH /people/{personId}": { any: KEEPS_ORGANISATION },
  "POST /people/{personId}/handover": { dryRun: KEEPS_ORGANISATION, applied: KEEPS_ORGANISATION },
  "PUT /people/{personId}/planned-handover": { any: KEEPS_ORGANISATION },
  "DELETE /people/{personId}/planned-handover": { any: KEEPS_ORGANISATION },
  "GET /planned-handovers": { any: READS_ORGANISATION },
  "GET /planned-handovers/mine": { any: STAFF },
  "POST /people/{personId}/invitation": { any: KEEPS_ORGANISATION },
  /** The persons for whom a link may be made depend on their roles: tests/http/links.test.ts. */
  "POST /people/{personId}/unlock": { any: KEEPS_ORGANISATION },
  "POST /people/invitations": { any: KEEPS_ORGANISATION },
  /** Announced to 事務局 and 経営層; the CISO and the 監査実施者 read those of the operator, the platform those of its offices. */
  "GET /announced-links": { any: ["ciso", "secretariat", "executive", "auditor", ...PLATFORM] },
  "DELETE /announced-links/{linkId}": { any: ["ciso", "secretariat", "executive"] },
  /** The 事務局 cannot accept or approve, so it cannot appoint anybody who can. */
  "PUT /people/{personId}/appointments": { answering: KEEPS_ORGANISATION, deciding: CISO },
  "GET /appointments.csv": { any: READS_ORGANISATION },
  "GET /people.csv": { any: READS_ORGANISATION },
  "POST /appointments/import": { dryRun: KEEPS_ORGANISATION, answering: KEEPS_ORGANISATION, deciding: CISO, decidingDryRun: CISO },

  /** Deputies (代行) of a deciding post are for who may appoint to it. */
  "GET /stand-ins": { any: READS_ORGANISATION },
  "POST /stand-ins": { answering: KEEPS_ORGANISATION, deciding: CISO },
  "POST /stand-ins/{deputyId}/end": { answering: KEEPS_ORGANISATION, deciding: CISO },

  // Cycles: everybody of the operator may read them, 事務局 and CISO hand out, the CISO decides.
  "GET /cycles": { any: STAFF },
  "POST /cycles": { any: KEEPS_ORGANISATION },
  "GET /cycles/{cycleId}": { any: STAFF },
  "PATCH /cycles/{cycleId}": { any: KEEPS_ORGANISATION },
  "PUT /cycles/{cycleId}/left-out": { any: CISO },
  "GET /cycles/{cycleId}/hand-out": { any: READS_ORGANISATION },
  "POST /cycles/{cycleId}/sheets": { any: KEEPS_ORGANISATION },
  "POST /cycles/{cycleId}/open": { any: KEEPS_ORGANISATION },
  "POST /cycles/{cycleId}/withdraw-sheets": { unanswered: KEEPS_ORGANISATION, handedIn: CISO },
  "POST /cycles/{cycleId}/review": { any: CISO },
  "POST /cycles/{cycleId}/approve": { any: CISO },
  "POST /cycles/{cycleId}/reopen": { any: CISO },
  // docs/design.md 3: the CISO and the 事務局 plan cycles and cancel and restore them.
  "POST /cycles/{cycleId}/cancel": { any: KEEPS_ORGANISATION },
  "POST /cycles/{cycleId}/restore": { any: KEEPS_ORGANISATION },
  "POST /cycles/{cycleId}/submit": { any: CISO },
  /** Without a named department, a 責任者 gets the figures of the own one (`unsaid`). */
  "GET /cycles/{cycleId}/progress": {
    unsaid: ["ciso", "secretariat", "auditor", "executive", "manager", "otherManager"],
    department: ["ciso", "secretariat", "auditor", "executive", "manager"],
  },
  /** A 責任者 gets the sheets of the own department only. */
  "GET /cycles/{cycleId}/sheets": { any: ["ciso", "secretariat", "auditor", "executive", "manager", "otherManager"] },
  "GET /cycles/{cycleId}/scores": {
    unsaid: ["ciso", "auditor", "executive", "manager", "otherManager"],
    department: ["ciso", "auditor", "executive", "manager"],
  },
  "GET /cycles/{cycleId}/gap-report.json": { any: ["ciso", "auditor", "executive"] },
  "GET /cycles/{cycleId}/gap-report.csv": { any: ["ciso", "auditor", "executive"] },
  "GET /cycles/{cycleId}/items": {
    unsaid: ["ciso", "auditor", "executive", "manager", "otherManager"],
    department: ["ciso", "auditor", "executive", "manager"],
  },
  "GET /cycles/{cycleId}/items/{itemId}/answers": {
    unsaid: ["ciso", "auditor", "executive", "manager", "otherManager"],
    department: ["ciso", "auditor", "executive", "manager"],
  },
  "GET /cycles/{cycleId}/gap-places": { any: ["ciso", "auditor", "executive"] },
  "GET /cycles/{cycleId}/gap-places.csv": { any: ["ciso", "auditor", "executive"] },
  "GET /cycles/{cycleId}/answers.json": { any: ["ciso", "auditor"] },
  "GET /cycles/{cycleId}/submission-preview": { any: ["ciso", "auditor"] },

  // Sheets. The list has the own ones: it is empty for people without a sheet.
  "GET /sheets": { any: SIGNED_IN },
  "GET /tasks": { any: STAFF },
  "GET /sheets/{sheetId}": READS,
  "GET /sheets/{sheetId}/answers.csv": READS,
  "PUT /sheets/{sheetId}/answers/{itemId}": ANSWERS,
  "GET /sheets/{sheetId}/answers/{itemId}/history": READS,
  "POST /sheets/{sheetId}/answers": ANSWERS,
  "POST /sheets/{sheetId}/answers/{itemId}/set-aside": ANSWERS,
  "POST /sheets/{sheetId}/hand-in": ANSWERS,
  "POST /sheets/{sheetId}/take-back": ANSWERS,
  "POST /sheets/{sheetId}/items/{itemId}/remarks": REVIEWS,
  "POST /sheets/{sheetId}/remarks/{remarkId}/withdraw": REVIEWS,
  "PUT /sheets/{sheetId}/remarks/{remarkId}/response": ANSWERS,
  "POST /sheets/{sheetId}/return": REVIEWS,
  "POST /sheets/{sheetId}/undo-return": REVIEWS,
  "POST /sheets/{sheetId}/accept": REVIEWS,
  "POST /sheets/accept": { ...REVIEWS, ofDepartment: ["manager"] },
  "PUT /sheets/{sheetId}/answers/{itemId}/for-ministry": everySheet(CISO),
  /** Handed-in sheets are in the figures, for which the CISO is responsible. */
  "POST /sheets/{sheetId}/withdraw": { ...everySheet(KEEPS_ORGANISATION), handedIn: CISO },
  /** The 事務局 hands out, but must not let people read remarks: neither itself nor, on the sheets of deciding roles, people without the role. */
  "PUT /sheets/{sheetId}/respondents": { system: KEEPS_ORGANISATION, manager: CISO, ciso: CISO, ciso_holder: KEEPS_ORGANISATION, secretariat: CISO },

  // Submissions: tallies, never names.
  "GET /submissions": { any: ["ciso", "auditor", "ministry", "otherMinistry"] },
  "GET /submissions/{submissionId}": { any: ["ciso", "auditor", ...MINISTRY] },

  // Surveys of the own sector; operators may read those that call them.
  "GET /surveys": { any: [...READS_ORGANISATION, "ministry", "otherMinistry"] },
  "POST /surveys": { whole: ["ministry", "otherMinistry"], named: MINISTRY },
  "GET /surveys/{surveyId}": { any: [...READS_ORGANISATION, ...MINISTRY] },
  "PATCH /surveys/{surveyId}": { any: MINISTRY },
  "POST /surveys/{surveyId}/open": { any: MINISTRY },
  "POST /surveys/{surveyId}/take-back": { any: MINISTRY },
  "POST /surveys/{surveyId}/close": { any: MINISTRY },
  "POST /surveys/{surveyId}/reopen": { any: MINISTRY },
  "POST /surveys/{surveyId}/operators/{operatorId}/take-out": { any: MINISTRY },
  "POST /surveys/{surveyId}/operators/{operatorId}/late-correction": { any: MINISTRY },
  "POST /surveys/{surveyId}/operators/{operatorId}/late-correction/withdraw": { any: MINISTRY },
  "GET /surveys/{surveyId}/replies": { any: MINISTRY },
  "GET /surveys/{surveyId}/results": { item: MINISTRY, section: MINISTRY, phase: MINISTRY, operator: MINISTRY },
  "GET /surveys/{surveyId}/results.csv": { section: MINISTRY, operator: MINISTRY },
  "GET /surveys/{surveyId}/submissions/{operatorId}": { any: ["ciso", "auditor", ...MINISTRY] },
};
