"use client";

import { Failure, type FailureProps } from "@/components/shell/failure";

export default function ErrorPage(failure: FailureProps) {
  return (
    <main id="main" className="page-width" tabIndex={-1}>
      <Failure {...failure} />
    </main>
  );
}
