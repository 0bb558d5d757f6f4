"use client";

import type { FailureProps } from "@/components/shell/failure";
import { LateFailure } from "@/components/shell/late-failure";

export default function ErrorPage(failure: FailureProps) {
  return (
    <main id="main" className="page-width" tabIndex={-1}>
      <LateFailure {...failure} />
    </main>
  );
}
