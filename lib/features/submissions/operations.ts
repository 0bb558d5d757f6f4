import { granted } from "@/lib/domain/shared/result";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { cycleParams, previewQuery, submitBody } from "@/lib/features/cycles/record/schema";
import { previewSubmission, submitCycle } from "@/lib/features/submissions/commands";
import { listSubmissions, readSubmission } from "@/lib/features/submissions/queries";
import * as schema from "@/lib/features/submissions/record/schema";
import { type Operation, operation } from "@/lib/server/use-cases/operation";

const tag = "提出";

export const submissionOperations: readonly Operation[] = [
  operation({
    id: "previewSubmission",
    method: "GET",
    path: "/cycles/{cycleId}/submission-preview",
    tag,
    summary: "提出される内容そのもの",
    params: cycleParams,
    query: previewQuery,
    status: 200,
    response: schema.submissionPreviewAnswer,
    handle: async ({ visitor, now }, { params, query }) => {
      const preview = await previewSubmission(visitor, params.cycleId, query.surveyId, now);
      if (!preview.ok) return preview;
      const { survey, obstacles, hash, canonical, scores } = preview.value;
      return granted({
        survey: { id: survey.id, title: survey.title, state: survey.state, closesOn: survey.closesOn },
        obstacles: obstacles.map(({ code, detail }) => ({ code, detail })),
        ...{ hash, scores, content: JSON.parse(canonical) as SubmissionContent },
      });
    },
  }),
  operation({
    id: "submitCycle",
    method: "POST",
    path: "/cycles/{cycleId}/submit",
    tag,
    summary: "所管省庁に提出する",
    params: cycleParams,
    body: submitBody,
    status: 200,
    response: schema.submitAnswer,
    handle: ({ visitor, now }, { params, body }) => submitCycle(visitor, params.cycleId, body.surveyId, body.hash, now),
  }),
  operation({
    id: "listSubmissions",
    method: "GET",
    path: "/submissions",
    tag,
    summary: "提出の一覧",
    query: schema.submissionsQuery,
    status: 200,
    response: schema.submissionList,
    handle: ({ visitor, now }, { query }) => listSubmissions(visitor, query, now),
  }),
  operation({
    id: "getSubmission",
    method: "GET",
    path: "/submissions/{submissionId}",
    tag,
    summary: "提出（凍結された内容）",
    params: schema.submissionParams,
    status: 200,
    response: schema.submissionDetail,
    handle: ({ visitor, now }, { params }) => readSubmission(visitor, params.submissionId, now),
  }),
];
