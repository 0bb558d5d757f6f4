"use client";

/** What is shown when the portal itself fails: never an empty page, and never as if nothing were there. */
export default function ErrorPage({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  return (
    <main id="main" className="page-width" tabIndex={-1}>
      <h1>いま表示できません</h1>
      <p>ポータルの側で問題が起きました。保存済みの回答は失われません。少し待ってから、もう一度開いてください。</p>
      {error.digest ? <p>問い合わせの番号：{error.digest}</p> : null}
      <button type="button" className="button" onClick={reset}>
        もう一度開く
      </button>
    </main>
  );
}
