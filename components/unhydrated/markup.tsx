"use client";

import type { ReactNode } from "react";
import { takeWaiting } from "./waiting";

/** In the browser: what the server wrote, by part. It outlives the elements, which React may put up again. */
const written = new Map<string, string>();

function writtenAs(part: string): string {
  const known = written.get(part);
  if (known !== undefined) return known;
  const html = document.querySelector(`[data-part="${part}"]`)?.innerHTML ?? "";
  written.set(part, html);
  return html;
}

/**
 * The elements that were handed over as `part`, in HTML only: the browser's React leaves what is inside this element as the
 * server wrote it, and writes the same if it puts the element up again (going back, after an error of a script).
 */
export function Markup({ part }: { readonly part: string }): ReactNode {
  const attributes = { className: "contents", "data-part": part };
  if (typeof window === "undefined") return <div {...attributes}>{takeWaiting(part)}</div>;
  return <div {...attributes} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: writtenAs(part) }} />;
}
