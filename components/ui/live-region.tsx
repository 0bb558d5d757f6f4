import type { ReactNode } from "react";

/** Spoken when its words change, seen by nobody. */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  return (
    <p className="sr-only" role="status" aria-live="polite">
      {children}
    </p>
  );
}
