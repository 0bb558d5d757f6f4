/** Messages for the codes that next-auth, `authorize` or the server put into the address of the sign-in page. */
const MESSAGES = {
  TooManyAttempts:
    "サインインの失敗が続いたため、しばらく止めています。15 分ほど待ってから試してください。前にサインインしたことのある端末のブラウザからなら、待たずにサインインできます。急ぐときは、自社のCISOか事務局（所管省庁とポータル管理の人は、ポータルの管理者）に、サインインの停止を解くよう頼んでください。",
  TooManyFromHere:
    "同じ接続元（会社のネットワークなど）からのサインインの失敗が続いたため、はじめての端末からのサインインを、しばらく止めています。15 分ほど待ってから試してください。前にサインインしたことのある端末のブラウザからなら、待たずにサインインできます。急ぐときは、ポータルを動かしている人に伝えてください（account unlock で、その人だけ入れます）。",
  Busy: "サインインが混み合っています。まだ確かめていません。少し待ってから、もう一度試してください。",
  Stale: "サインインの画面を開いてから時間がたっています。もう一度入力してください。",
  NoCookie:
    "パスワードは確かめましたが、ブラウザーがCookie（サインインを続けるためのしるし）を受け付けていないため、サインインを続けられません。ブラウザーの設定で、このポータルのCookieを許してから、もう一度サインインしてください。",
  KeptForm: "もとのタブに残した入力を送るには、そのタブの画面を開いた人としてサインインしてください。",
  Unavailable: "いまサインインできません。ポータルのデータベースが応えません。パスワードはまだ確かめていません。少し待ってから、もう一度試してください。",
  DiskFull: "いまサインインできません。サーバーのディスクに空きがありません。ポータルを動かしている人に伝え、空きができてから、もう一度試してください。",
  Failed: "ポータルの不具合で、サインインできませんでした。時間をおいてもう一度試し、続くときはポータルの管理者に伝えてください。",
} as const;

export type SignInProblem = keyof typeof MESSAGES;

const WRONG = "メールアドレスかパスワードが違います。";

export const isSignInProblem = (problem: string): problem is SignInProblem => Object.hasOwn(MESSAGES, problem);

/** The message for a problem, which does not reveal whether the address is known. Text from the URL is never shown, because anybody can write it. */
export const signInMessage = (problem: string): string => (isSignInProblem(problem) ? MESSAGES[problem] : WRONG);
