import "server-only";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { lockAcceptance } from "@/lib/features/surveys/submission-lock/queries";
import type { Transaction } from "@/lib/server/database/client";

/** A survey that the cycle was submitted to and that accepts no further version. */
export interface ClosedSurvey {
  readonly id: string;
  readonly title: string;
}

interface SentTo extends ClosedSurvey {
  readonly closed: boolean;
}

const sentTo = (transaction: Transaction, cycleId: string): Promise<SentTo[]> =>
  transaction.$queryRaw<SentTo[]>`
    SELECT DISTINCT s.id, s.title, s.state = 'closed' AS closed FROM submission m JOIN survey s ON s.id = m.survey_id
    WHERE m.operator_id = portal_operator() AND m.cycle_id = ${cycleId}::uuid ORDER BY s.id`;

/** The closed surveys that the locked cycle was submitted to. Their closing waits until the transaction ends, so that the number stays valid. */
export async function closedSurveys(transaction: Transaction, cycleId: string): Promise<ClosedSurvey[]> {
  for (const { id } of await sentTo(transaction, cycleId)) await lockAcceptance(transaction, id, "submitting");
  return (await sentTo(transaction, cycleId)).filter(({ closed }) => closed);
}

/** 「2026年度 浸透状況調査は締め切られています。…」 */
export const closedText = (surveys: readonly Pick<ClosedSurvey, "title">[]): string =>
  surveys.length === 0
    ? ""
    : `${surveys.map(({ title }) => `「${title}」`).join("・")}は締め切られているため、省庁が締切りを取り消すまで、直した結果を提出できません。`;

/** The confirmation to ask for before reopening a cycle that cannot be submitted again now. */
export function reopeningConfirmation(surveys: readonly ClosedSurvey[]): Refusal {
  const titles = surveys.map(({ title }) => title);
  const detail = `${closedText(surveys)}提出した内容は、省庁にそのまま残ります。それでも戻すときは、締め切られた調査の数（${surveys.length}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: { closedSurveys: surveys.length, surveys: titles } });
}
