"use client";

import { Failure, type FailureProps } from "@/components/shell/failure";

/** A failure outside of the frame, which then stands here in short. */
export default function ErrorPage(failure: FailureProps) {
  return (
    <>
      <header className="site-header">
        <div className="page-width">
          <p className="brand">情報セキュリティ自己点検ポータル</p>
        </div>
      </header>
      <main id="main" className="page-width" tabIndex={-1}>
        <Failure {...failure} />
      </main>
    </>
  );
}
