import "server-only";
import { scoresJson } from "@/lib/domain/scoring/score";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type SubmissionContent, scoresFromSubmission } from "@/lib/domain/survey/submission";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { cycle } from "@/lib/features/cycles/record/record";
import { previewQuery } from "@/lib/features/cycles/record/schema";
import { prepareSubmission } from "@/lib/features/submissions/preparing/queries";
import { submissionPreviewAnswer, TAG } from "@/lib/features/submissions/record/schema";
import { get, query } from "@/lib/server/use-cases/use-case";

/** Exactly what submitting the cycle would send, with the figures computed from it alone (as the ministry will see them) and the present obstacles. */
export const previewSubmission = query({
  name: "cycle.preview",
  takesOut: "always",
  api: get("/cycles/{cycleId}/submission-preview", "previewSubmission", TAG, "提出される内容そのもの"),
  on: cycle.seen,
  input: previewQuery,
  output: submissionPreviewAnswer,
  refuses: ["wrong_state", "survey_not_open", "not_called"],
  async run({ transaction, subject, input: { surveyId }, now }) {
    if (subject.state === "planned") return refused(refusal("wrong_state", "点検票を配る前は、提出する内容がありません。"));
    if (subject.state === "cancelled") return refused(refusal("wrong_state", "取りやめた回には、提出する内容がありません。"));
    const prepared = await prepareSubmission({ transaction, now }, subject, surveyId);
    if (!prepared.ok) return prepared;
    const { survey, obstacles, hash, canonical, content } = prepared.value;
    const { edition, sections } = await editionOf(transaction, subject);
    const scores = scoresFromSubmission(edition, content);
    if (!scores.ok) throw new Error(`the counts of cycle ${subject.id} are inconsistent: ${JSON.stringify(scores.refusal)}`);
    return granted({
      survey: { id: survey.id, title: survey.title, state: survey.state, closesOn: survey.closesOn },
      obstacles: obstacles.map(({ code, detail }) => ({ code, detail })),
      ...{ hash, content: JSON.parse(canonical) as SubmissionContent },
      scores: scoresJson(scores.value, (id) => sections.get(id)?.code ?? id),
    });
  },
});
