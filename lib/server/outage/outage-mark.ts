import type { AsyncLocalStorage } from "node:async_hooks";

const kept = globalThis as { portalOutages?: AsyncLocalStorage<{ outage: boolean; diskFull: boolean }> };

/** Runs work that an outage may hit without the current request failing of it: it marks nothing. */
export const unmarked = <Value>(work: () => Value): Value => (kept.portalOutages ? kept.portalOutages.run({ outage: false, diskFull: false }, work) : work());

/** Marks the current request as hit by an outage; `outage-status.mjs` sets the response accordingly. */
export function markOutage(diskFull: boolean): void {
  const mark = kept.portalOutages?.getStore();
  if (!mark) return;
  mark.outage = true;
  mark.diskFull ||= diskFull;
}
