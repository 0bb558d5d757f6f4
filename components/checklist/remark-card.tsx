"use client";

import { lazy, type ReactNode, Suspense } from "react";
import type { ReviewRemarkView } from "@/lib/features/sheets/cards/view";

/** Few sheets have remarks, so what works them off comes only with one. */
const RemarkResponse = lazy(() => import("./remark-response"));

export interface RemarkCardProps {
  readonly itemId: string;
  readonly remark: ReviewRemarkView;
  /** How it reads. */
  readonly children: ReactNode;
}

/** A reviewer's remark, to be worked off where the sheet can be changed; until its script is there, it can be read. */
export function RemarkCard({ children, ...remark }: RemarkCardProps) {
  return (
    <Suspense fallback={children}>
      <RemarkResponse {...remark}>{children}</RemarkResponse>
    </Suspense>
  );
}
