"use client";

import "@/app/globals.css";
import type { FailureProps } from "@/components/shell/failure";
import { LateFailure } from "@/components/shell/late-failure";

/** The page for a failure outside of the frame. It has its own short frame and `<html>`, because the root layout may have failed. */
export default function GlobalErrorPage(failure: FailureProps) {
  return (
    <html lang="ja">
      <body>
        <header className="site-header">
          <div className="page-width">
            <p className="brand">情報セキュリティ自己点検ポータル</p>
          </div>
        </header>
        <main id="main" className="page-width" tabIndex={-1}>
          <LateFailure {...failure} />
        </main>
      </body>
    </html>
  );
}
