"use client";

import { LinkButton } from "../ui/button";

export interface FailureProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

/** The portal itself failed: never an empty page, and never as if nothing were there. Comes with every page, so it is plain markup. */
export function Failure({ error, reset }: FailureProps) {
  return (
    <>
      <div className="page-head page-head-alone">
        <h1 className="heading-1">いま表示できません</h1>
      </div>
      <section className="panel empty-state">
        <h2 className="heading-2">ポータルの側で問題が起きました</h2>
        <p>保存済みの回答は失われません。少し待ってから、もう一度開いてください。</p>
        {error.digest ? <p className="aside-text">続くときは、この番号をポータルの管理者に伝えてください：{error.digest}</p> : null}
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
