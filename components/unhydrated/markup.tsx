"use client";

import { takeOver } from "./handover";

/**
 * The elements that were handed over as `part`, in HTML only: in the browser, React leaves what is inside this element as the
 * server wrote it.
 */
export function Markup({ part }: { readonly part: string }) {
  if (typeof window === "undefined") return <div className="contents">{takeOver(part)}</div>;
  return <div className="contents" suppressHydrationWarning dangerouslySetInnerHTML={{ __html: "" }} />;
}
