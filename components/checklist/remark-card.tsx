"use client";

import { lazy, type ReactNode, Suspense } from "react";
import type { ReviewRemarkView } from "@/lib/features/sheets/cards/view";

/** Few sheets have remarks, so what works them off comes only with one. */
const RemarkResponse = lazy(() => import("./remark-response"));

export interface RemarkCardProps {
  readonly itemId: string;
  readonly remark: ReviewRemarkView;
}

/** A reviewer's remark that is to be worked off; until its script is there, it can be read. */
export function RemarkCard({ children, ...remark }: RemarkCardProps & { readonly children: ReactNode }) {
  return (
    <Suspense fallback={children}>
      <RemarkResponse {...remark} />
    </Suspense>
  );
}
