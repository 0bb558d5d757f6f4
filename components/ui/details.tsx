import type { ReactNode } from "react";

export function Details({ summary, open = false, children }: { readonly summary: ReactNode; readonly open?: boolean; readonly children: ReactNode }) {
  return (
    <details className="disclosure" open={open}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
