import { z } from "zod";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling";
import { approveCycle, reopenCycle, reviewCycle } from "@/lib/features/cycles/conduct";
import { cycleDetailOf, listCycles } from "@/lib/features/cycles/data";
import { previewHandOut } from "@/lib/features/cycles/hand-out-preview";
import { handOutLater, openCycle } from "@/lib/features/cycles/open-cycle";
import { changePlan } from "@/lib/features/cycles/change-plan";
import { leaveOut, planCycle } from "@/lib/features/cycles/plan";
import { progressOf } from "@/lib/features/cycles/progress";
import * as schema from "@/lib/features/cycles/schema";
import { type Operation, operation } from "@/lib/http/operation";

const tag = "点検の回";
const { cycleParams: params, cycleState } = schema;

export const cycleOperations: readonly Operation[] = [
  operation({
    id: "listCycles", method: "GET", path: "/cycles", tag, summary: "点検の回の一覧",
    query: schema.listQuery, status: 200, response: schema.cycleList,
    handle: ({ visitor, now }, { query }) => listCycles(visitor, query, now),
  }),
  operation({
    id: "planCycle", method: "POST", path: "/cycles", tag, summary: "点検の回を計画する",
    body: schema.planBody, status: 201, response: cycleState,
    handle: ({ visitor, now }, { body }) => planCycle(visitor, body, now),
  }),
  operation({
    id: "getCycle", method: "GET", path: "/cycles/{cycleId}", tag, summary: "点検の回",
    params, status: 200, response: schema.cycleDetail,
    handle: ({ visitor, now }, input) => cycleDetailOf(visitor, input.params.cycleId, now),
  }),
  operation({
    id: "changePlan", method: "PATCH", path: "/cycles/{cycleId}", tag, summary: "計画を変える（今のガイドラインの正誤も確かめたことになる）。回答中の回は、名前・期間・期限を理由を付けて変える",
    params, body: schema.planChangeBody, status: 200, response: cycleState,
    handle: ({ visitor, now }, input) => changePlan(visitor, input.params.cycleId, input.body, now),
  }),
  operation({
    id: "leaveOut", method: "PUT", path: "/cycles/{cycleId}/left-out", tag, summary: "理由を付けて対策項目を外す（CISO）",
    params, body: schema.leftOutBody, status: 200, response: schema.leftOutAnswer,
    handle: ({ visitor, now }, input) => leaveOut(visitor, input.params.cycleId, input.body.leftOut, now),
  }),
  operation({
    id: "previewHandOut", method: "GET", path: "/cycles/{cycleId}/hand-out", tag, summary: "配る点検票と、回答する人のいない対策項目",
    params, status: 200, response: schema.handOutPreview,
    handle: ({ visitor, now }, input) => previewHandOut(visitor, input.params.cycleId, now),
  }),
  operation({
    id: "handOutLater", method: "POST", path: "/cycles/{cycleId}/sheets", tag, summary: "後から加わった人・部署・重要システムに点検票を配る",
    params, body: schema.laterSheetsBody, status: 200, response: cycleState.extend({ handedOut: z.int() }),
    handle: ({ visitor, now }, input) => handOutLater(visitor, input.params.cycleId, input.body, now),
  }),
  operation({
    id: "openCycle", method: "POST", path: "/cycles/{cycleId}/open", tag, summary: "点検票を配って回答を始める",
    params, body: schema.noBody, status: 200, response: cycleState,
    handle: ({ visitor, now }, input) => openCycle(visitor, input.params.cycleId, now),
  }),
  operation({
    id: "reviewCycle", method: "POST", path: "/cycles/{cycleId}/review", tag, summary: "回答を締め切って確認に移る（期限の前と、提出されていない点検票があるときは、枚数の確認が要る）",
    params, body: schema.reviewBody, status: 200, response: cycleState,
    handle: ({ visitor, now }, input) => reviewCycle(visitor, input.params.cycleId, input.body.confirmedOutstanding, now),
  }),
  operation({
    id: "approveCycle", method: "POST", path: "/cycles/{cycleId}/approve", tag, summary: "承認する",
    params, body: schema.noBody, status: 200, response: cycleState,
    handle: ({ visitor, now }, input) => approveCycle(visitor, input.params.cycleId, now),
  }),
  operation({
    id: "reopenCycle", method: "POST", path: "/cycles/{cycleId}/reopen", tag, summary: "理由を付けて回答の受付に戻す（確認中・承認済み・提出済みの回。提出先の調査が締め切られていれば、その数の確認が要る）",
    params, body: schema.reopenBody, status: 200, response: cycleState,
    handle: ({ visitor, now }, input) => reopenCycle(visitor, input.params.cycleId, input.body.reason, input.body.confirmedClosedSurveys, now),
  }),
  operation({
    id: "cancelCycle", method: "POST", path: "/cycles/{cycleId}/cancel", tag, summary: "計画・回答中の回を、理由を付けて取りやめる（回答があれば、その件数の確認が要る）",
    params, body: schema.cancelBody, status: 200, response: cycleState,
    handle: ({ visitor, now }, input) => cancelCycle(visitor, input.params.cycleId, input.body.reason, input.body.confirmedAnswers, now),
  }),
  operation({
    id: "restoreCycle", method: "POST", path: "/cycles/{cycleId}/restore", tag, summary: "取りやめた回を、理由を付けて元に戻す",
    params, body: schema.restoreBody, status: 200, response: cycleState,
    handle: ({ visitor, now }, input) => restoreCycle(visitor, input.params.cycleId, input.body.reason, now),
  }),
  operation({
    id: "getProgress", method: "GET", path: "/cycles/{cycleId}/progress", tag, summary: "点検票の進み具合",
    params, query: schema.progressQuery, status: 200, response: schema.progressAnswer,
    handle: ({ visitor, now }, input) => progressOf(visitor, input.params.cycleId, input.query, now),
  }),
];
