/** Words for what next-auth or `authorize` put into the address of the sign-in page. */
const MESSAGES = {
  TooManyAttempts: "サインインの失敗が続いたため、しばらく止めています。15 分ほど待ってから試してください。",
  Unavailable: "いまサインインできません。ポータルがデータベースにつながらないか、不具合が起きています。少し待ってから、もう一度試してください。",
} as const;

export type SignInProblem = keyof typeof MESSAGES;

const WRONG = "メールアドレスかパスワードが違います。";

const isKnown = (problem: string): problem is SignInProblem => Object.hasOwn(MESSAGES, problem);

/** What went wrong, without saying whether the address is known. The address is anybody's to write: what is in it is never shown. */
export const signInMessage = (problem: string): string => (isKnown(problem) ? MESSAGES[problem] : WRONG);
