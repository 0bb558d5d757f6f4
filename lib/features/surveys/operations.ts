import "server-only";
import { listSurveys, oneSurvey, surveyReplies } from "@/lib/features/surveys/list/queries";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/conduct/commands";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/commands";
import { resultsAnswer, resultsCsv, submissionAnswer } from "@/lib/features/surveys/readings/queries";
import * as schema from "@/lib/features/surveys/record/schema";
import { operation, type Operation } from "@/lib/server/use-cases/operation";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";

const tag = "浸透状況調査";
const params = schema.surveyParams;
const paging = pageQuery;

export const surveyOperations: readonly Operation[] = [
  operation({
    id: "listSurveys", method: "GET", path: "/surveys", tag, summary: "調査（省庁は分野の調査、事業者は対象となった調査）",
    query: paging, status: 200, response: pageAnswer(schema.surveySummary),
    handle: ({ visitor, now }, { query }) => listSurveys(visitor, query, now),
  }),
  operation({
    id: "createSurvey", method: "POST", path: "/surveys", tag, summary: "調査を計画し、事業者を対象にする",
    body: schema.surveyBody, status: 201, response: schema.surveyOutcome,
    handle: ({ visitor, now }, { body }) => createSurvey(visitor, body, now),
  }),
  operation({
    id: "getSurvey", method: "GET", path: "/surveys/{surveyId}", tag, summary: "調査",
    params, status: 200, response: schema.surveySummary,
    handle: ({ visitor, now }, input) => oneSurvey(visitor, input.params.surveyId, now),
  }),
  operation({
    id: "changeSurvey", method: "PATCH", path: "/surveys/{surveyId}", tag, summary: "調査の名前・日付を直し、事業者を加える",
    params, body: schema.surveyChange, status: 200, response: schema.surveyOutcome,
    handle: ({ visitor, now }, input) => changeSurvey(visitor, input.params.surveyId, input.body, now),
  }),
  operation({
    id: "openSurvey", method: "POST", path: "/surveys/{surveyId}/open", tag, summary: "調査の受付を始める（対象の事業者の数の確認が要る）",
    params, body: schema.surveyOpenBody, status: 200, response: schema.surveyOutcome,
    handle: ({ visitor, now }, input) => openSurvey(visitor, input.params.surveyId, input.body.confirmedCalled, now),
  }),
  operation({
    id: "takeBackSurvey", method: "POST", path: "/surveys/{surveyId}/take-back", tag, summary: "まだ提出がないとき、理由を付けて受付の開始を取り消し、計画に戻す",
    params, body: schema.surveyTakeBackBody, status: 200, response: schema.surveyOutcome,
    handle: ({ visitor, now }, input) => takeBackSurvey(visitor, input.params.surveyId, input.body.reason, now),
  }),
  operation({
    id: "closeSurvey", method: "POST", path: "/surveys/{surveyId}/close", tag, summary: "調査を締め切る（以後の提出は survey_not_open。締切の前と、提出していない事業者があるときは、その数の確認が要る）",
    params, body: schema.surveyCloseBody, status: 200, response: schema.surveyOutcome,
    handle: ({ visitor, now }, input) => closeSurvey(visitor, input.params.surveyId, input.body.confirmedMissing, now),
  }),
  operation({
    id: "reopenSurvey", method: "POST", path: "/surveys/{surveyId}/reopen", tag, summary: "理由を付けて締切りを取り消し、受付に戻す",
    params, body: schema.surveyReopenBody, status: 200, response: schema.surveyOutcome,
    handle: ({ visitor, now }, input) => reopenSurvey(visitor, input.params.surveyId, input.body.reason, now),
  }),
  operation({
    id: "listReplies", method: "GET", path: "/surveys/{surveyId}/replies", tag, summary: "提出の有無・版・日時",
    params, query: paging, status: 200, response: pageAnswer(schema.reply),
    handle: ({ visitor, now }, input) => surveyReplies(visitor, input.params.surveyId, input.query, now),
  }),
  operation({
    id: "getResults", method: "GET", path: "/surveys/{surveyId}/results", tag, summary: "浸透状況（項目・節・観点・事業者別）。事業者別は閲覧が記録される",
    params, query: schema.resultsQuery, status: 200, response: schema.resultsAnswer,
    handle: ({ visitor, now }, input) => resultsAnswer(visitor, input.params.surveyId, input.query, now),
  }),
  operation({
    id: "getResultsCsv", method: "GET", path: "/surveys/{surveyId}/results.csv", tag, summary: "浸透状況の表（CSV、UTF-8・BOM つき）",
    params, query: schema.tableQuery, status: 200, response: { contentType: "text/csv" },
    handle: ({ visitor, now }, input) => resultsCsv(visitor, input.params.surveyId, input.query, now),
  }),
  operation({
    id: "getSurveySubmission", method: "GET", path: "/surveys/{surveyId}/submissions/{operatorId}", tag, summary: "事業者の提出（最新の版）。省庁の閲覧は記録される",
    params: schema.submissionParams, status: 200, response: schema.submissionAnswer,
    handle: ({ visitor, now }, input) => submissionAnswer(visitor, input.params.surveyId, input.params.operatorId, now),
  }),
];
