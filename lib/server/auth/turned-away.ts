import { type RefusalCode, refusal } from "@/lib/domain/shared/refusal";
import { type SignInProblem, signInMessage } from "@/lib/labels/sign-in-messages";
import { problemResponse } from "@/lib/server/http/problem";

/** The refusal code of each sign-in problem. A wrong password and an expired form have none: they lead back to the form. */
const CODES = {
  Busy: "busy",
  TooManyAttempts: "too_many_attempts",
  TooManyFromHere: "too_many_attempts",
  Unavailable: "temporarily_unavailable",
  DiskFull: "temporarily_unavailable",
  Failed: "internal_error",
} as const satisfies Partial<Record<SignInProblem, RefusalCode>>;

export type TurnedAway = keyof typeof CODES;

export const isTurnedAway = (problem: string): problem is TurnedAway => Object.hasOwn(CODES, problem);

/**
 * The response to a sign-in that was not checked. A browser is redirected to the sign-in page, which shows the same message;
 * a program gets problem details. Status and `retry-after` are those of the refusal.
 */
export function turnedAway(problem: TurnedAway, accept: string | null): Response {
  const message = signInMessage(problem);
  const answer = problemResponse(refusal(CODES[problem], message));
  if (accept?.includes("text/html") !== true) return answer;
  const again = `/login?error=${problem}`;
  const body = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>サインイン</title></head><body><p>${message}</p><p><a href="${again}">サインインの画面に戻る</a></p></body></html>`;
  answer.headers.set("content-type", "text/html; charset=utf-8");
  answer.headers.set("refresh", `0; url=${again}`);
  return new Response(body, { status: answer.status, headers: answer.headers });
}
