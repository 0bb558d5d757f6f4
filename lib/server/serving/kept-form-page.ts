import { doubtfulCharacters } from "@/lib/domain/shared/text";
import { sentence } from "@/lib/labels/own-direction";
import { isSecret } from "@/lib/server/use-cases/form-outcome";

export type WhyKept = { readonly kind: "signedOut" | "outage" } | { readonly kind: "someoneElse"; readonly name: string };

interface KeptForm {
  readonly form: FormData;
  readonly action: string;
  /** Media type of the form. */
  readonly type: string;
  readonly why: WhyKept;
  /** The policy header of the response; its nonce allows the page's inline style. */
  readonly policy: string;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? one);

/** Ids, numbers and codes, which nobody typed. */
const CODE = /^[\w.:$/#-]{0,80}$/;

/** Points at characters that the writer should look at, as the fields of the portal's pages do. */
const doubtfulNote = (text: string): string => (doubtfulCharacters(text).length > 0 ? "<p>外字か壊れた文字があります。</p>" : "");

function control(name: string, value: string): string {
  const named = `name="${escaped(name)}"`;
  if (isSecret(name)) return `<p><label>パスワードなど（もう一度入力してください）<br><input type="password" ${named}></label></p>`;
  if (name.startsWith("$") || CODE.test(value)) return `<input type="hidden" ${named} value="${escaped(value)}">`;
  // A textarea drops the line end that it begins with.
  return `<p><label>入力した内容<br><textarea ${named} rows="5">\n${escaped(value)}</textarea></label></p>${doubtfulNote(value)}`;
}

function titleOf(why: WhyKept): string {
  switch (why.kind) {
    case "signedOut":
      return "サインインが終わっているため、まだ送っていません。";
    case "someoneElse":
      return sentence`このブラウザーでは、いま${why.name}さんがサインインしています。この入力をした人と違うため、送っていません。`;
    case "outage":
      return "いまポータルのデータベースが応えないため、まだ送っていません。";
  }
}

const SIGN_IN = `入力した人として<a href="/login?error=KeptForm" target="_blank" rel="noreferrer">別のタブでサインイン</a>してから、この画面に戻って、もう一度送ってください。`;
const LATER = "少し待ってから、もう一度送ってください。";

interface BareDocument {
  readonly title: string;
  readonly heading: string;
  readonly nonce: string;
  /** HTML. */
  readonly content: string;
}

const bareDocument = ({ title, heading, nonce, content }: BareDocument): string => `<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}｜情報セキュリティ自己点検ポータル</title>
<style nonce="${escaped(nonce)}">body{margin:2rem auto;max-width:40rem;padding:0 1rem;font-family:sans-serif;line-height:1.8}a{color:#0017c1}textarea,input[type=password]{box-sizing:border-box;width:100%;font:inherit}button{font:inherit;padding:.5rem 1.5rem}</style></head>
<body><p>情報セキュリティ自己点検ポータル</p><main id="main"><h1>${escaped(heading)}</h1>
${content}
</main></body></html>
`;

/** The complete page of a form that was not done, without a script: its texts, and the way to send it again. */
export function keptFormPage({ form, action, type, why, policy }: KeptForm): string {
  const nonce = /'nonce-([A-Za-z0-9+/=_-]+)'/.exec(policy)?.[1] ?? "";
  const controls = [...form].map(([name, value]) => (typeof value === "string" ? control(name, value) : "")).join("\n");
  const content = `<p>入力はこの画面に残っています。${why.kind === "outage" ? LATER : SIGN_IN}</p>
<form method="post" action="${escaped(action)}" enctype="${escaped(type)}">
${controls}
<p><button type="submit">もう一度送る</button></p>
</form>`;
  return bareDocument({ title: "まだ送っていません", heading: titleOf(why), nonce, content });
}

interface RefusedTexts {
  /** Why nothing was saved. */
  readonly why: string;
  /** What was typed, each with the name of its field. */
  readonly texts: readonly (readonly [label: string, text: string])[];
  /** The page with the present state, to which the texts can be copied. */
  readonly back: string;
  readonly nonce: string;
}

/** The complete page after a form without a script was refused and cannot be sent again as it is: its texts, to be copied. */
export function refusedTextsPage({ why, texts, back, nonce }: RefusedTexts): string {
  const kept = texts.map(
    ([label, text]) => `<p><label>${escaped(label)}<br><textarea readonly rows="5">\n${escaped(text)}</textarea></label></p>${doubtfulNote(text)}`,
  );
  const content = `<p>書いた文はこの画面に残っています。<a href="${escaped(back)}" target="_blank" rel="noreferrer">点検票の今の内容を別のタブで開き</a>、要るところを写してください。</p>
${kept.join("\n")}`;
  return bareDocument({ title: "保存していません", heading: why, nonce, content });
}
