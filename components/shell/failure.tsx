"use client";

import { OUTAGE_DIGEST } from "@/lib/domain/shared/outage";
import { LinkButton } from "../ui/button";

export interface FailureProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

interface FailureText {
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

const FAILED: FailureText = {
  title: "いま表示できません",
  heading: "ポータルの側で問題が起きました",
  text: "保存済みの回答は失われません。少し待ってから、もう一度開いてください。",
};

const OUTAGES: Readonly<Record<string, FailureText>> = {
  [OUTAGE_DIGEST.away]: {
    title: "いま応答できません",
    heading: "データベースが応えません",
    text: "保存済みの回答は失われません。点検票に入力した回答は、この端末に残り、つながると自動で送られます。少し待ってから、もう一度開いてください。送ったフォームは、前の画面に戻ると入力が残っています。",
  },
  [OUTAGE_DIGEST.diskFull]: {
    title: "いま保存できません",
    heading: "サーバーのディスクに空きがありません",
    text: "保存済みの回答は失われません。点検票に入力した回答は、この端末に残り、空きができると自動で送られます。ポータルを動かしている人に伝えてください。",
  },
};

/**
 * The page when the portal itself failed or cannot serve now, so that a failure never looks like an empty page. It is plain
 * markup.
 */
export function Failure({ error, reset }: FailureProps) {
  const outage = OUTAGES[error.digest ?? ""];
  const { title, heading, text } = outage ?? FAILED;
  return (
    <>
      <div className="page-head pt-6">
        <h1 className="heading-1">{title}</h1>
      </div>
      <section className="panel empty-state">
        <h2 className="heading-2">{heading}</h2>
        <p>{text}</p>
        {error.digest && !outage ? <p className="aside-text">続くときは、この番号をポータルの管理者に伝えてください：{error.digest}</p> : null}
        <div className="row">
          <button type="button" className="button" data-rank="primary" onClick={reset}>
            もう一度開く
          </button>
          <LinkButton href="/">最初のページを開く</LinkButton>
        </div>
      </section>
    </>
  );
}
