"use client";

import type { MouseEvent, ReactNode } from "react";
import { openGuide } from "./guide-column";

/** The middle column. A term in the text opens the guide at its explanation. */
export function SectionBody({ children }: { readonly children: ReactNode }) {
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.term-link") : null;
    if (!link?.hash.startsWith("#term-")) return;
    event.preventDefault();
    openGuide(decodeURIComponent(link.hash.slice("#term-".length)));
  };
  return (
    <main id="main" className="stack min-w-0 content-start gap-4 [overflow-anchor:none]" tabIndex={-1} onClick={onClick}>
      {children}
    </main>
  );
}
