"use client";

import { lazy, Suspense } from "react";
import type { FailureProps } from "./failure";

/** Its words come only when something failed: they would be a part of the script of every page. */
const Failure = lazy(async () => ({ default: (await import("./failure")).Failure }));

export function LateFailure(failure: FailureProps) {
  return (
    <Suspense fallback={<h1 className="heading-1">いま表示できません</h1>}>
      <Failure {...failure} />
    </Suspense>
  );
}
