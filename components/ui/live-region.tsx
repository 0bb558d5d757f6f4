import type { ReactNode } from "react";

/** Read aloud when its text changes; not visible. */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  return (
    <p className="for-readers" role="status" aria-live="polite">
      {children}
    </p>
  );
}
