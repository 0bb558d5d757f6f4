import "server-only";
import { z } from "zod";
import { ANSWER_STATUSES, SHEET_STATES } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { saveAnswers, setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { assignSheet } from "@/lib/features/sheets/assignment/commands";
import { acceptSheet, acceptSheets, handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/hand-over/commands";
import { answerHistory } from "@/lib/features/sheets/history/queries";
import { cycleSheets, ownSheets, wholeSheet } from "@/lib/features/sheets/list/queries";
import * as schema from "@/lib/features/sheets/record/schema";
import { addItemRemark, tickForMinistry } from "@/lib/features/sheets/remarks/commands";
import { type Operation, operation } from "@/lib/server/use-cases/operation";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";

const tag = "点検票";

const itemAnswer = z.object({
  itemId: z.string(),
  kind: z.enum(["measure", "example"]),
  status: z.enum(ANSWER_STATUSES).nullable(),
  reason: z.string().nullable(),
  remark: z.string().nullable(),
  evidence: z.string().nullable(),
  version: z.int(),
  answeredAt: z.iso.datetime().nullable(),
  byName: z.string().nullable(),
  forMinistry: z.boolean(),
  /** An example's answer that does not count while its measure is 該当なし. */
  setAside: z.boolean(),
});
/** The answer of the last approved cycle. */
const previousAnswer = itemAnswer.pick({ itemId: true, status: true, reason: true, remark: true, evidence: true }).extend({ answeredAt: z.iso.datetime() });
const remark = z.object({ id: z.uuid(), itemId: z.string(), text: z.string(), byName: z.string(), at: z.iso.datetime() });

const savedWithOthers = schema.savedAnswer.extend({ also: z.array(schema.savedAnswer) });

const mapResult = <From, To>(result: Result<From, Refusal>, to: (value: From) => To): Result<To, Refusal> => (result.ok ? granted(to(result.value)) : result);

function savedAlone({ answers: [saved], also }: schema.SavedAnswers): z.output<typeof savedWithOthers> {
  if (!saved) throw new Error("an answer was saved and is not in the result");
  return { ...saved, also };
}

export const sheetOperations: readonly Operation[] = [
  operation({
    id: "listOwnSheets",
    method: "GET",
    path: "/sheets",
    tag,
    summary: "自分が回答する点検票",
    query: pageQuery,
    status: 200,
    response: pageAnswer(schema.sheetSummary),
    handle: ({ visitor, now }, { query }) => ownSheets(visitor, query, now),
  }),
  operation({
    id: "listCycleSheets",
    method: "GET",
    path: "/cycles/{cycleId}/sheets",
    tag,
    summary: "点検の回の点検票",
    params: z.object({ cycleId: z.uuid() }),
    query: pageQuery.extend({
      role: z.enum(ANSWERING_ROLES).optional(),
      department: z.uuid({ error: "番号の形が違います。" }).optional(),
      state: z.enum(SHEET_STATES).optional(),
    }),
    status: 200,
    response: pageAnswer(schema.sheetSummary),
    handle: ({ visitor, now }, { params, query: { role, department, state, ...paging } }) =>
      cycleSheets(visitor, params.cycleId, { ...paging, ...(role && { role }), ...(department && { departmentId: department }), ...(state && { state }) }, now),
  }),
  operation({
    id: "getSheet",
    method: "GET",
    path: "/sheets/{sheetId}",
    tag,
    summary: "点検票の項目・回答・所見",
    params: schema.sheetParams,
    status: 200,
    response: z.object({ sheet: schema.sheetSummary, items: z.array(itemAnswer), remarks: z.array(remark), previous: z.array(previousAnswer) }),
    handle: async ({ visitor, now }, { params }) =>
      mapResult(await wholeSheet(visitor, params.sheetId, now), ({ summary, items, remarks, previous }) => ({
        sheet: summary,
        items: items.map(({ keptReason: _unsaid, tickRests: _resting, setAside = false, ...item }) => ({
          ...item,
          setAside,
          answeredAt: item.answeredAt?.toISOString() ?? null,
        })),
        remarks: remarks.map((one) => ({ ...one, at: one.at.toISOString() })),
        previous: previous.map((one) => ({ ...one, answeredAt: one.answeredAt.toISOString() })),
      })),
  }),
  operation({
    id: "putAnswer",
    method: "PUT",
    path: "/sheets/{sheetId}/answers/{itemId}",
    tag,
    summary: "一つの項目に回答する",
    params: schema.answerParams,
    body: schema.answerBody,
    status: 200,
    response: savedWithOthers,
    handle: async ({ visitor, now }, { params, body: { mutationId, ...answer } }) =>
      mapResult(await saveAnswers(visitor, params.sheetId, [{ itemId: params.itemId, ...answer }], mutationId ?? null, now, true), savedAlone),
  }),
  operation({
    id: "getAnswerHistory",
    method: "GET",
    path: "/sheets/{sheetId}/answers/{itemId}/history",
    tag,
    summary: "一つの項目の回答の履歴（新しい順）",
    params: schema.answerParams,
    query: pageQuery,
    status: 200,
    response: pageAnswer(schema.answerVersion),
    handle: async ({ visitor, now }, { params: { sheetId, itemId }, query }) =>
      mapResult(await answerHistory(visitor, { sheetId, itemId, ...query }, now), ({ items, total }) => ({ items, total, ...query })),
  }),
  operation({
    id: "setAnswerAside",
    method: "POST",
    path: "/sheets/{sheetId}/answers/{itemId}/set-aside",
    tag,
    summary: "競合した自分の回答を履歴にだけ残す",
    params: schema.answerParams,
    body: schema.answerBody,
    status: 200,
    response: savedWithOthers,
    handle: async ({ visitor, now }, { params, body: { mutationId, ...answer } }) =>
      mapResult(await setAnswerAside(visitor, params.sheetId, { itemId: params.itemId, ...answer }, mutationId ?? null, now), savedAlone),
  }),
  operation({
    id: "postAnswers",
    method: "POST",
    path: "/sheets/{sheetId}/answers",
    tag,
    summary: "まとめて回答する（全部か、なしか）",
    params: schema.sheetParams,
    body: schema.batchBody,
    status: 200,
    response: schema.savedAnswers,
    handle: ({ visitor, now }, { params, body }) => saveAnswers(visitor, params.sheetId, body.answers, body.mutationId, now),
  }),
  operation({
    id: "postItemRemark",
    method: "POST",
    path: "/sheets/{sheetId}/items/{itemId}/remarks",
    tag,
    summary: "項目に所見を書く（確認する人）",
    params: schema.answerParams,
    body: schema.remarkBody,
    status: 201,
    response: z.object({ id: z.uuid() }),
    handle: ({ visitor, now }, { params, body }) => addItemRemark(visitor, params.sheetId, params.itemId, body.text, now),
  }),
  operation({
    id: "tickForMinistry",
    method: "PUT",
    path: "/sheets/{sheetId}/answers/{itemId}/for-ministry",
    tag,
    summary: "備考を省庁に渡すか選ぶ（CISO）",
    params: schema.answerParams,
    body: schema.forMinistryBody,
    status: 200,
    response: schema.forMinistryBody,
    handle: ({ visitor, now }, { params, body }) => tickForMinistry(visitor, params.sheetId, params.itemId, body.forMinistry, now),
  }),
  operation({
    id: "handInSheet",
    method: "POST",
    path: "/sheets/{sheetId}/hand-in",
    tag,
    summary: "提出する",
    params: schema.sheetParams,
    body: schema.handInBody,
    status: 200,
    response: schema.sheetState,
    handle: ({ visitor, now }, { params, body }) => handInSheet(visitor, params.sheetId, body.confirmedUnanswered, now, body.confirmedSetAside),
  }),
  operation({
    id: "returnSheet",
    method: "POST",
    path: "/sheets/{sheetId}/return",
    tag,
    summary: "差し戻す",
    params: schema.sheetParams,
    body: schema.returnBody,
    status: 200,
    response: schema.sheetState,
    handle: ({ visitor, now }, { params, body }) => returnSheet(visitor, params.sheetId, body.reason, now),
  }),
  operation({
    id: "acceptSheet",
    method: "POST",
    path: "/sheets/{sheetId}/accept",
    tag,
    summary: "受理する",
    params: schema.sheetParams,
    status: 200,
    response: schema.sheetState,
    handle: ({ visitor, now }, { params }) => acceptSheet(visitor, params.sheetId, now),
  }),
  operation({
    id: "acceptSheets",
    method: "POST",
    path: "/sheets/accept",
    tag,
    summary: "まとめて受理する（全部か、なしか）",
    body: schema.bulkAcceptBody,
    status: 200,
    response: z.object({ sheets: z.array(schema.sheetState) }),
    handle: async ({ visitor, now }, { body }) => mapResult(await acceptSheets(visitor, body.sheetIds, now), (sheets) => ({ sheets })),
  }),
  operation({
    id: "withdrawSheet",
    method: "POST",
    path: "/sheets/{sheetId}/withdraw",
    tag,
    summary: "取り下げる（回答があるときは、その件数の確認が要る）",
    params: schema.sheetParams,
    body: schema.withdrawBody,
    status: 200,
    response: schema.sheetState,
    handle: ({ visitor, now }, { params, body }) => withdrawSheet(visitor, params.sheetId, body.reason, body.confirmedAnswers, now),
  }),
  operation({
    id: "assignSheet",
    method: "PUT",
    path: "/sheets/{sheetId}/respondents",
    tag,
    summary: "回答する人を決める",
    params: schema.sheetParams,
    body: schema.assignBody,
    status: 200,
    response: schema.sheetState,
    handle: ({ visitor, now }, { params, body }) => assignSheet(visitor, params.sheetId, body.respondentIds, now),
  }),
];
