"use client";

import { type ReactNode, useState } from "react";
import { WORK_ROW } from "@/components/ui/table";

/** Whether to hide what a filter does not show: what it has shown stays until the page is opened again, with what is typed in it. */
export function useHidden(gone: boolean): boolean {
  const [shown, setShown] = useState(!gone);
  if (!gone && !shown) setShown(true);
  return gone && !shown;
}

interface StayingProps {
  readonly gone: boolean;
  readonly children: ReactNode;
}

/** A row around its cells. */
export const StayingRow = ({ id, gone, children }: StayingProps & { readonly id: string }) => (
  <tr {...WORK_ROW} id={id} hidden={useHidden(gone)}>
    {children}
  </tr>
);

/** The rows of a filter that shows none any more. */
export const StayingRows = ({ gone, instead, children }: StayingProps & { readonly instead: ReactNode }) => (useHidden(gone) ? instead : children);
