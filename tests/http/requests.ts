import { randomUUID } from "node:crypto";
import {
  address,
  announcedLink,
  answered,
  appointing,
  assignment,
  type Build,
  calledBesideAnother,
  cycleRequest,
  fillVacancies,
  fixed,
  type Ground,
  handover,
  justReturned,
  lookedAt,
  newcomer,
  newDepartment,
  office,
  ownToken,
  period,
  perSheet,
  remarked,
  sheetRequest,
  staffList,
  submitted,
  survey,
  surveyRequest,
  unique,
  unusedOperator,
  withdrawal,
  withdrawals,
} from "@/tests/http/request-parts";
import { equalCyclesOf, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow } from "@/tests/support/days";
import { deputyToEnd, naming } from "@/tests/support/deputy-requests";
import { handoverToCancel, laterHandover } from "@/tests/support/handover-requests";
import { listOf, newcomersAddress, roleRow, systemRow } from "@/tests/support/list-requests";
import { givePassword, PASSWORD } from "@/tests/support/world";

/** A valid request for each path and method of the API, by variant; the variants are those of expected-permissions.ts. */
export const REQUESTS: Readonly<Record<string, Readonly<Record<string, Build>>>> = {
  "PATCH /account": { own: fixed({ json: { shortcutKeys: true } }) },
  "POST /account/password/confirmation": { own: fixed() },
  "PUT /account/password": {
    own: async ({ owner, accountOf, asker }) => {
      await givePassword(owner, accountOf(asker));
      return { json: { current: PASSWORD, password: unique("新しい合言葉は長くする") } };
    },
  },
  "GET /health": { any: fixed() },
  "GET /ministry-officers": { any: fixed() },
  "POST /ministry-officers": { any: ({ world }) => Promise.resolve({ json: { name: "担当 花子", email: address(), sectorId: world.sectorId } }) },
  "DELETE /ministry-officers/{accountId}": { any: office("ministryOfficer") },
  "GET /platform-administrators": { any: fixed() },
  "POST /platform-administrators": { any: () => Promise.resolve({ json: { name: "管理 太郎", email: address() } }) },
  "DELETE /platform-administrators/{accountId}": { any: office("platformAdministrator") },
  "POST /ministry-officers/{accountId}/unlock": { any: office("ministryOfficer") },
  "POST /platform-administrators/{accountId}/unlock": { any: office("platformAdministrator") },
  "GET /me": { own: fixed() },
  "GET /tokens": { own: fixed() },
  "POST /tokens": { own: () => Promise.resolve({ json: { name: unique("連携"), days: 30 } }) },
  "DELETE /tokens/{tokenId}": { own: (ground) => ownToken(ground), ofHandler: (ground) => ownToken(ground, "handler") },
  "GET /guidelines": { any: fixed({ query: { perPage: "1" } }) },
  "GET /guidelines/{editionId}": { any: fixed({ params: { editionId: "kuko-2" } }) },
  "GET /guidelines/{editionId}/items/{itemId}": { any: fixed({ params: { editionId: "kuko-2", itemId: "kuko-2:3.1.1:1" } }) },
  "GET /guidelines/{editionId}/search": { any: fixed({ params: { editionId: "kuko-2" }, query: { q: "暗号" } }) },
  "GET /crosswalks": { any: fixed() },
  "GET /sectors": { any: fixed() },
  "GET /operators": { any: fixed() },
  "POST /operators": { any: ({ world }) => Promise.resolve({ json: { name: unique("新空港"), sectorId: world.sectorId } }) },
  "GET /operators/{operatorId}": { any: ({ world }) => Promise.resolve({ params: { operatorId: world.operatorId } }) },
  "PATCH /operators/{operatorId}": { any: async (ground) => ({ params: await unusedOperator(ground), json: { name: unique("改めた空港") } }) },
  "POST /operators/{operatorId}/stop": { any: async (ground) => ({ params: await unusedOperator(ground), json: { reason: "試験のため" } }) },
  "POST /operators/{operatorId}/reinstate": { any: async (ground) => ({ params: await unusedOperator(ground, true), json: { reason: "試験のため" } }) },
  "POST /operators/{operatorId}/ciso-recovery": {
    any: ({ world }) => Promise.resolve({ params: { operatorId: world.operatorId }, json: { email: world.people.ciso.email } }),
  },
  "POST /operators/{operatorId}/first-account": {
    any: async (ground) => ({ params: await unusedOperator(ground), json: { name: "事務 太郎", email: address(), role: "secretariat" } }),
  },
  "GET /audit": { any: fixed({ query: { perPage: "5" } }) },
  "GET /audit.csv": { any: fixed({ query: { from: "2026-01-01", outcome: "done" } }) },
  "GET /security-events": { any: fixed({ query: { kind: "signIn.failed" } }) },
  "GET /look-log": { any: fixed() },

  "GET /departments": { any: fixed() },
  "POST /departments": { any: () => Promise.resolve({ json: { name: unique("部署") } }) },
  "GET /departments.csv": { any: fixed() },
  "POST /departments/import": {
    dryRun: () => Promise.resolve({ query: { dryRun: "1" }, ...listOf("部署", unique("部署")) }),
    applied: () => Promise.resolve(listOf("部署", unique("部署"))),
    managers: async (ground) => listOf("部署,情報セキュリティ責任者", `${unique("部署")},${await newcomersAddress(ground)}`),
  },
  "PATCH /departments/{departmentId}": { any: async (ground) => ({ params: { departmentId: await newDepartment(ground) }, json: { name: unique("部署") } }) },
  "GET /systems": { any: fixed() },
  "POST /systems": { any: ({ world }) => Promise.resolve({ json: { name: unique("システム"), kind: "other", departmentId: world.departments[0] } }) },
  "GET /systems.csv": { any: fixed() },
  "POST /systems/import": {
    dryRun: async (ground) => ({ query: { dryRun: "1" }, ...(await systemRow(ground)) }),
    applied: systemRow,
  },
  "PATCH /systems/{systemId}": { any: ({ world }) => Promise.resolve({ params: { systemId: world.systems[1] }, json: { name: unique("システム") } }) },
  "GET /people": { any: fixed() },
  "POST /people": { any: ({ world }) => Promise.resolve({ json: { name: "新人 花子", email: address(), departmentId: world.departments[0] } }) },
  "POST /people/import": {
    dryRun: () => Promise.resolve({ query: { dryRun: "1" }, body: staffList(), contentType: "text/csv" }),
    applied: () => Promise.resolve({ body: staffList(), contentType: "text/csv; charset=utf-8" }),
  },
  "GET /staffing": { any: fixed() },
  "GET /people/{personId}": { any: async (ground) => ({ params: { personId: await newcomer(ground) } }) },
  "PATCH /people/{personId}": { any: async (ground) => ({ params: { personId: await newcomer(ground) }, json: { name: unique("改名") } }) },
  "POST /people/{personId}/handover": {
    dryRun: async (ground) => ({ params: { personId: await newcomer(ground) }, query: { dryRun: "1" }, json: { event: "leave" } }),
    applied: handover,
  },
  "PUT /people/{personId}/planned-handover": { any: laterHandover },
  "DELETE /people/{personId}/planned-handover": { any: handoverToCancel },
  "GET /planned-handovers": { any: fixed() },
  "GET /planned-handovers/mine": { any: fixed() },
  "POST /people/{personId}/invitation": { any: async (ground) => ({ params: { personId: await newcomer(ground) } }) },
  "POST /people/{personId}/unlock": { any: ({ world }) => Promise.resolve({ params: { personId: world.people.handler.personId } }) },
  "POST /people/invitations": { any: fixed({ json: {} }) },
  "GET /announced-links": { any: fixed() },
  "DELETE /announced-links/{linkId}": { any: announcedLink },
  "PUT /people/{personId}/appointments": {
    answering: appointing(({ systems }) => ({ role: "systemAdministrator", systemId: systems[1] })),
    deciding: appointing(({ departments }) => ({ role: "securityManager", departmentId: departments[1] })),
  },
  "GET /appointments.csv": { any: fixed() },
  "GET /people.csv": { any: fixed() },
  "POST /appointments/import": {
    dryRun: async (ground) => ({ query: { dryRun: "1" }, ...(await roleRow(ground, "情報セキュリティ委員会")) }),
    answering: (ground) => roleRow(ground, "情報セキュリティ委員会"),
    deciding: (ground) => roleRow(ground, "経営層"),
    decidingDryRun: async (ground) => ({ query: { dryRun: "1" }, ...(await roleRow(ground, "監査実施者")) }),
  },
  "GET /stand-ins": { any: fixed({ query: { which: "all" } }) },
  "POST /stand-ins": {
    answering: naming(({ systems }) => ({ role: "systemAdministrator", systemId: systems[1] })),
    deciding: naming(({ departments }) => ({ role: "securityManager", departmentId: departments[1] })),
  },
  "POST /stand-ins/{deputyId}/end": {
    answering: deputyToEnd(({ systems }) => ({ role: "systemAdministrator", system_id: systems[1] })),
    deciding: deputyToEnd(({ departments }) => ({ role: "securityManager", department_id: departments[1] })),
  },

  "GET /cycles": { any: fixed() },
  "POST /cycles": {
    any: async ({ owner, world }) => {
      const confirmedEqualCycles = await equalCyclesOf(owner, world, "planning");
      return { json: { edition: "kuko-2", title: unique("点検"), period, dueOn: dayFromNow(200), confirmedEqualCycles } };
    },
  },
  "GET /cycles/{cycleId}": { any: cycleRequest("open", "inProgress") },
  "PATCH /cycles/{cycleId}": { any: cycleRequest("planned", "notStarted", () => ({ json: { title: unique("点検") } })) },
  "PUT /cycles/{cycleId}/left-out": {
    any: cycleRequest("planned", "notStarted", () => ({ json: { leftOut: [{ item: "kuko-2:3.1.1:1", reason: "今年は対象外とする。" }] } })),
  },
  "GET /cycles/{cycleId}/hand-out": { any: cycleRequest("planned", "notStarted") },
  "POST /cycles/{cycleId}/sheets": {
    any: cycleRequest("open", "inProgress", async (ground) => ({ json: { personIds: [await newcomer(ground)] } })),
  },
  "POST /cycles/{cycleId}/open": {
    any: cycleRequest("planned", "notStarted", async ({ owner, world }) => {
      await fillVacancies(owner, world);
      return { json: { confirmedEqualCycles: await equalCyclesOf(owner, world, "handingOut") } };
    }),
  },
  "POST /cycles/{cycleId}/withdraw-sheets": { unanswered: withdrawals("notStarted"), handedIn: withdrawals("handedIn") },
  "POST /cycles/{cycleId}/review": { any: cycleRequest("open", "accepted", () => ({ json: { confirmedOutstanding: 0 } })) },
  "POST /cycles/{cycleId}/cancel": { any: cycleRequest("open", "notStarted", () => ({ json: { reason: "二重に計画したため。" } })) },
  "POST /cycles/{cycleId}/restore": {
    any: cycleRequest("cancelled", "notStarted", async ({ owner, world }) => ({
      json: { reason: "続けるため。", confirmedEqualCycles: await equalCyclesOf(owner, world, "planning") },
    })),
  },
  "POST /cycles/{cycleId}/approve": { any: cycleRequest("reviewing", "accepted", () => ({ json: {} })) },
  "POST /cycles/{cycleId}/reopen": { any: cycleRequest("approved", "accepted", () => ({ json: { reason: "数え漏れがあったため。" } })) },
  "POST /cycles/{cycleId}/submit": {
    any: cycleRequest("approved", "accepted", async ({ owner, world }) => ({
      json: { surveyId: await makeSurvey(owner, world.sectorId, [world.operatorId]) },
    })),
  },
  "GET /cycles/{cycleId}/progress": {
    unsaid: cycleRequest("open", "inProgress"),
    department: cycleRequest("open", "inProgress", ({ world }) => ({ query: { department: world.departments[0] } })),
  },
  "GET /cycles/{cycleId}/sheets": { any: cycleRequest("open", "inProgress", () => ({ query: { perPage: "20" } })) },
  "GET /cycles/{cycleId}/scores": {
    unsaid: cycleRequest("reviewing", "accepted", () => ({ query: { by: "role" } })),
    department: cycleRequest("reviewing", "accepted", ({ world }) => ({ query: { by: "phase", department: world.departments[0] } })),
  },
  "GET /cycles/{cycleId}/items": {
    unsaid: cycleRequest("reviewing", "accepted", () => ({ query: { perPage: "20", show: "gap" } })),
    department: cycleRequest("reviewing", "accepted", ({ world }) => ({ query: { perPage: "20", department: world.departments[0] } })),
  },
  "GET /cycles/{cycleId}/items/{itemId}/answers": {
    unsaid: cycleRequest("reviewing", "accepted", () => ({ params: { itemId: "kuko-2:3.1.1:1" } })),
    department: cycleRequest("reviewing", "accepted", ({ world }) => ({
      params: { itemId: "kuko-2:3.1.1:1" },
      query: { department: world.departments[0] },
    })),
  },
  "GET /cycles/{cycleId}/gap-report.json": { any: cycleRequest("approved", "accepted") },
  "GET /cycles/{cycleId}/gap-report.csv": { any: cycleRequest("approved", "accepted") },
  "GET /cycles/{cycleId}/gap-places": { any: cycleRequest("approved", "accepted", () => ({ query: { role: "ciso", perPage: "20" } })) },
  "GET /cycles/{cycleId}/gap-places.csv": { any: cycleRequest("approved", "accepted") },
  "GET /cycles/{cycleId}/answers.json": { any: cycleRequest("approved", "accepted") },
  "GET /cycles/{cycleId}/submission-preview": {
    any: cycleRequest("approved", "accepted", async ({ owner, world }) => ({
      query: { surveyId: await makeSurvey(owner, world.sectorId, [world.operatorId]) },
    })),
  },

  "GET /sheets": { any: fixed() },
  "GET /tasks": { any: fixed() },
  "GET /sheets/{sheetId}": perSheet(sheetRequest("open", "inProgress", () => ({}))),
  "GET /sheets/{sheetId}/answers.csv": perSheet(sheetRequest("open", "inProgress", () => ({}))),
  "PUT /sheets/{sheetId}/answers/{itemId}": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: answered })),
  ),
  "GET /sheets/{sheetId}/answers/{itemId}/history": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" } })),
  ),
  "POST /sheets/{sheetId}/answers": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({
      json: { mutationId: randomUUID(), answers: items[sheet].slice(0, 2).map((itemId) => ({ itemId, ...answered })) },
    })),
  ),
  "POST /sheets/{sheetId}/answers/{itemId}/set-aside": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: answered })),
  ),
  "POST /sheets/{sheetId}/hand-in": perSheet(sheetRequest("open", "inProgress", () => ({ json: {} }))),
  "POST /sheets/{sheetId}/take-back": perSheet(sheetRequest("open", "handedIn", () => ({ json: {} }))),
  "POST /sheets/{sheetId}/items/{itemId}/remarks": perSheet(
    sheetRequest("open", "handedIn", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: { text: "根拠を書いてください。" } })),
  ),
  "POST /sheets/{sheetId}/remarks/{remarkId}/withdraw": perSheet(remarked("handedIn", {})),
  "PUT /sheets/{sheetId}/remarks/{remarkId}/response": perSheet(remarked("returned", { done: true, reply: "付けました。" })),
  "POST /sheets/{sheetId}/return": perSheet(sheetRequest("open", "handedIn", () => ({ json: { reason: "根拠を書いてください。" } }))),
  "POST /sheets/{sheetId}/undo-return": perSheet(justReturned),
  "POST /sheets/{sheetId}/accept": perSheet(sheetRequest("open", "handedIn", () => ({ json: {} }))),
  "POST /sheets/accept": {
    ...perSheet((sheet) => async (ground) => {
      const { sheets, items } = await makeCycle(ground.owner, ground.world, { state: "open", sheets: "handedIn" });
      return { json: { sheetIds: [sheets[sheet]], ...lookedAt(items[sheet]) } };
    }),
    ofDepartment: async (ground) => {
      const { sheets, items } = await makeCycle(ground.owner, ground.world, { state: "reviewing", sheets: "handedIn" });
      return { json: { sheetIds: [sheets.handler, sheets.system], ...lookedAt(items.handler, items.system) } };
    },
  },
  "PUT /sheets/{sheetId}/answers/{itemId}/for-ministry": perSheet(
    sheetRequest("open", "handedIn", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: { forMinistry: true } })),
  ),
  "POST /sheets/{sheetId}/withdraw": { ...perSheet((sheet) => withdrawal(sheet, "inProgress")), handedIn: withdrawal("handler", "handedIn") },
  "PUT /sheets/{sheetId}/respondents": {
    ...perSheet(assignment("colleague"), ["system", "manager", "ciso"]),
    ciso_holder: assignment("ciso")("ciso"),
    secretariat: assignment("secretariat")("system"),
  },

  "GET /submissions": { any: fixed() },
  "GET /submissions/{submissionId}": { any: async (ground) => ({ params: { submissionId: (await submitted(ground)).submissionId } }) },

  "GET /surveys": { any: fixed() },
  "POST /surveys": {
    whole: () => Promise.resolve({ json: survey() }),
    named: ({ world }) => Promise.resolve({ json: { ...survey(), operatorIds: [world.operatorId] } }),
  },
  "GET /surveys/{surveyId}": { any: surveyRequest("open") },
  "PATCH /surveys/{surveyId}": { any: surveyRequest("open", () => ({ json: { title: unique("調査") } })) },
  "POST /surveys/{surveyId}/open": { any: surveyRequest("planned", () => ({ json: { confirmedCalled: 1 } })) },
  "POST /surveys/{surveyId}/take-back": { any: surveyRequest("open", () => ({ json: { reason: "日より早く始めたため。" } })) },
  "POST /surveys/{surveyId}/close": { any: surveyRequest("open", () => ({ json: { confirmedMissing: 1 } })) },
  "POST /surveys/{surveyId}/reopen": { any: surveyRequest("closed", () => ({ json: { reason: "訂正を受け付けるため。" } })) },
  "POST /surveys/{surveyId}/operators/{operatorId}/take-out": { any: calledBesideAnother("open", { reason: "誤って対象にしたため。" }) },
  "POST /surveys/{surveyId}/operators/{operatorId}/late-correction": {
    any: calledBesideAnother("closed", { reason: "数え誤りがあったため。", untilOn: dayFromNow(60) }),
  },
  "POST /surveys/{surveyId}/operators/{operatorId}/late-correction/withdraw": {
    any: calledBesideAnother("closed", { reason: "別の事業者のため。" }, true),
  },
  "GET /surveys/{surveyId}/replies": { any: surveyRequest("open") },
  "GET /surveys/{surveyId}/results": Object.fromEntries(
    ["item", "section", "phase", "operator"].map((by) => [
      by,
      async (ground: Ground) => ({ params: { surveyId: (await submitted(ground)).surveyId }, query: { by } }),
    ]),
  ),
  "GET /surveys/{surveyId}/results.csv": Object.fromEntries(
    ["section", "operator"].map((by) => [by, async (ground: Ground) => ({ params: { surveyId: (await submitted(ground)).surveyId }, query: { by } })]),
  ),
  "GET /surveys/{surveyId}/submissions/{operatorId}": {
    any: async (ground) => ({ params: { surveyId: (await submitted(ground)).surveyId, operatorId: ground.world.operatorId } }),
  },
};
