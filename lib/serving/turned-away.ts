import { type SignInProblem, signInMessage } from "@/lib/features/sign-in/messages";

/** Seconds after which a refused sign-in may be tried again. */
const RETRY_AFTER = { Busy: 3, TooManyAttempts: 900 } as const satisfies Partial<Record<SignInProblem, number>>;
export type Refused = keyof typeof RETRY_AFTER;

export interface TurnedAway {
  readonly status: 429;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const CODES = { Busy: "busy", TooManyAttempts: "too_many_attempts" } as const satisfies Record<Refused, string>;

/**
 * The answer to a sign-in that is not looked at now. A browser goes on to the sign-in page, which says the same; a program
 * gets problem details.
 */
export function turnedAway(problem: Refused, accept: string | undefined): TurnedAway {
  const message = signInMessage(problem);
  const again = `/login?error=${problem}`;
  const common = { "retry-after": String(RETRY_AFTER[problem]), "cache-control": "no-store" };
  if (accept?.includes("text/html")) {
    const body = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>サインイン</title></head><body><p>${message}</p><p><a href="${again}">サインインの画面に戻る</a></p></body></html>`;
    return { status: 429, headers: { ...common, "content-type": "text/html; charset=utf-8", refresh: `0; url=${again}` }, body };
  }
  const code = CODES[problem];
  const body = JSON.stringify({ type: `urn:portal:problem:${code}`, title: "しばらく待ってください", status: 429, code, detail: message });
  return { status: 429, headers: { ...common, "content-type": "application/problem+json; charset=utf-8" }, body };
}
