import "server-only";
import { z } from "zod";
import { mayAtOwn } from "@/lib/domain/access/permission";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import type { SubmissionContent } from "@/lib/domain/survey/submission";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { contentView } from "@/lib/features/submissions/content/parts";
import { submittedUntil } from "@/lib/features/submissions/late/texts";
import { obstaclesOfOwn, type PreparedSubmission, prepareSubmission } from "@/lib/features/submissions/preparing/queries";
import { previewSubmission } from "@/lib/features/submissions/preview/queries";
import { type CycleSubmission, lastSubmission, type SentSubmission, submissionsOfCycle } from "@/lib/features/submissions/record/queries";
import { type FactView, type SubmitState, type SubmitView, sentText, versionView } from "@/lib/features/submissions/record/view";
import { type LateCorrectionRecord, latestLateCorrections } from "@/lib/features/surveys/late-corrections/queries";
import { lateText } from "@/lib/features/surveys/late-corrections/texts";
import { cycleHref, periodText } from "@/lib/labels/cycle-texts";
import { dayText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { ACCESS_LOG } from "@/lib/labels/record-links";
import { revisionText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";

const TITLE = "提出の内容";
const NOTES = {
  ready: "下の内容が、そのまま所管省庁に渡ります。ほかには何も渡りません。",
  obstructed: "いま提出したとすると、下の内容が所管省庁に渡ります。承認までに変わることがあります。",
} as const;
const LEFT_OUT: FactView = { term: "含まないもの", description: "部署・人・重要システムの名前、回答ごとの記録、印のない備考" };

const contentFacts = (content: SubmissionContent, { edition }: EditionIndex): FactView[] => [
  { term: "ガイドライン", description: `${edition.title} ${edition.editionLabel}（${revisionText(content.edition.revision)}）` },
  { term: "期間", description: periodText(content.period.from, content.period.to) },
  { term: "計算のしかたの版", description: content.engine },
  LEFT_OUT,
];

/** What the ministry lets in although the survey is closed. */
const lateFacts = ({ state, late }: PreparedSubmission["survey"]): FactView[] =>
  state === "closed" && late?.state === "waiting" ? [{ term: "締切後の受付", description: `${lateText(late)}提出すると、この受付は終わります。` }] : [];

const preparedFacts = ({ survey, content, hash }: PreparedSubmission, index: EditionIndex): FactView[] => [
  { term: "提出先の調査", description: sentence`${survey.title}（締切 ${dayText(survey.closesOn)}）` },
  ...lateFacts(survey),
  ...(survey.reopenedReason === null || survey.state !== "open" ? [] : [{ term: "受付に戻した理由", description: survey.reopenedReason }]),
  { term: "版", description: content.previousHash === null ? "初めての提出（第1版）" : `訂正（第${content.version}版）。前の版は消えずに残ります。` },
  ...contentFacts(content, index),
  { term: "照合の値（SHA-256）", description: hash },
];

const sentFacts = (sent: SentSubmission, content: SubmissionContent, index: EditionIndex): FactView[] => [
  { term: "提出先の調査", description: sent.surveyTitle },
  { term: "版", description: content.previousHash === null ? "第1版（初めての提出）" : `第${sent.version}版（訂正）` },
  { term: "提出", description: sentText(sent) },
  ...contentFacts(content, index),
  { term: "照合の値（SHA-256）", description: sent.hash },
  ...(content.previousHash === null ? [] : [{ term: "前の版の照合の値", description: content.previousHash }]),
];

/** Obstacles caused by the ministry's survey. */
const OF_SURVEY: ReadonlySet<Refusal["code"]> = new Set<Refusal["code"]>(["survey_not_open", "not_called"]);

const WAYS = {
  planned: { label: "配る点検票を確かめる", leaf: "hand-out" },
  open: { label: "点検の回に進む", leaf: undefined },
  reviewing: { label: "承認に進む", leaf: undefined },
  approved: { label: "点検の回を見る", leaf: undefined },
  submitted: { label: "点検の回を見る", leaf: undefined },
  cancelled: { label: "点検の回を見る", leaf: undefined },
} as const satisfies Record<CycleRecord["state"], { label: string; leaf: "hand-out" | undefined }>;

function obstructed({ id, state }: CycleRecord, reasons: readonly Refusal[], mayDecide: boolean): SubmitState {
  const own = reasons.filter(({ code }) => !OF_SURVEY.has(code));
  const { label, leaf } = WAYS[state];
  return {
    kind: "obstructed",
    title: state === "approved" ? "いまは提出できません" : "まだ提出できません",
    reasons: (own.length > 0 ? own : reasons).map(({ detail }) => detail),
    help: own.length > 0 ? null : "調査の予定は、所管省庁に聞いてください。",
    link: { label, href: cycleHref(id, leaf) },
    asked: mayDecide && state !== "approved" && state !== "cancelled" && own.every(({ code }) => code === "wrong_state") && own.length > 0,
  };
}

interface Found {
  readonly cycle: CycleRecord;
  readonly index: EditionIndex;
}

/** What would be submitted now, and the obstacles of the cycle's own. */
interface Preparing {
  readonly own: readonly Refusal[];
  readonly prepared: Result<PreparedSubmission, Refusal>;
}

/** `last`: what was sent; null before. */
type Submitting = Found & { readonly versions: readonly CycleSubmission[] } & ((Preparing & { readonly last: null }) | Sent);

/** What was sent, and the last late correction to its survey. */
interface Sent {
  readonly last: SentSubmission;
  readonly late: LateCorrectionRecord | null;
}

const CORRECT = "誤りが見つかったときは、点検の回の「誤りが見つかったとき」から回答の受付に戻して承認し直し、";

/** How what was sent can be corrected. */
function correctingText({ last, late }: Sent, mayDecide: boolean): string {
  const waits = late?.state === "waiting";
  if (last.surveyClosed && !waits) return `調査は締め切られているため、訂正は提出できません。${late === null ? "" : lateText(late)}`;
  const how = mayDecide ? `${CORRECT}${last.surveyClosed ? "その日まで" : "調査を締め切るまで"}に新しい版として提出します。` : "提出した内容は変えられません。";
  return `${last.surveyClosed && late !== null ? lateText(late) : ""}${how}`;
}

type Shown = Pick<SubmitView, "title" | "note" | "state" | "facts" | "content">;

/** The submitted content. */
function sentView({ index, last: sent, late }: Found & Sent, mayDecide: boolean): Shown {
  const content = JSON.parse(sent.canonical) as SubmissionContent;
  return {
    title: TITLE,
    note: "下の内容が、そのまま所管省庁に渡りました。ほかには何も渡っていません。",
    state: {
      kind: "sent",
      title: sentence`${sent.surveyTitle}に第${sent.version}版を提出しました（${sentText(sent)}）`,
      text: correctingText({ last: sent, late }, mayDecide),
    },
    facts: sentFacts(sent, content, index),
    content: contentView(content, sent.canonical, index, null),
  };
}

/** The content that would be submitted now, or why nothing can be. */
function preparedView({ cycle, index, own, prepared }: Found & Preparing, mayDecide: boolean): Shown {
  if (!prepared.ok) {
    return { title: TITLE, note: null, state: obstructed(cycle, own.length > 0 ? own : [prepared.refusal], mayDecide), facts: [], content: null };
  }
  const { survey, content, canonical, hash, obstacles } = prepared.value;
  const title =
    content.previousHash === null ? sentence`${survey.title}に提出できます` : sentence`${survey.title}に、訂正（第${content.version}版）を提出できます`;
  const state: SubmitState =
    obstacles.length > 0
      ? obstructed(cycle, obstacles, mayDecide)
      : { kind: "ready", title, cycleId: cycle.id, surveyId: survey.id, hash, maySubmit: mayDecide, undoText: submittedUntil(survey) };
  const remarksHref = cycleHref(cycle.id, "progress");
  return {
    title: TITLE,
    note: NOTES[state.kind === "ready" ? "ready" : "obstructed"],
    state,
    facts: preparedFacts(prepared.value, index),
    content: contentView(content, canonical, index, remarksHref),
  };
}

/** What the page of a submission shows. */
export const readSubmitting = reading({
  of: previewSubmission,
  on: cycle.seen,
  input: z.object({ wanted: z.string().optional() }),
  async run({ transaction, subject, input: { wanted }, now }): Promise<Result<Submitting, Refusal>> {
    const found = { cycle: subject, index: await editionOf(transaction, subject), versions: await submissionsOfCycle(transaction, subject.id) };
    const last = subject.state === "submitted" ? await lastSubmission(transaction, subject.id) : null;
    // What was sent is read, never prepared again.
    if (last !== null) return granted({ ...found, last, late: (await latestLateCorrections(transaction, [last.surveyId], now))[0] ?? null });
    const prepared = await prepareSubmission({ transaction, now }, subject, wanted);
    return granted({ ...found, last, own: await obstaclesOfOwn(transaction, subject), prepared });
  },
});

/** Exactly what submitting the cycle would send; once it is submitted, what was sent. */
export async function loadSubmit(cycleId: string, surveyId: string | undefined): Promise<SubmitView> {
  const visitor = await requireVisitor();
  const found = valueOrPage(await readSubmitting(visitor, { cycleId, ...(surveyId === undefined ? {} : { wanted: surveyId }) }, new Date()));
  const { versions } = found;
  const mayDecide = mayAtOwn(visitor.actor, "cycle.submit");
  const shown = found.last === null ? preparedView(found, mayDecide) : sentView(found, mayDecide);
  return {
    ...{ ...shown, cycleTitle: found.cycle.title, backHref: cycleHref(cycleId) },
    sent: shown.state.kind === "sent" && versions.length === 1 ? [] : versions.map(versionView),
    accessLog: versions.length === 0 ? null : ACCESS_LOG,
  };
}
