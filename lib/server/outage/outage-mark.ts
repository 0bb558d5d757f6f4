import type { AsyncLocalStorage } from "node:async_hooks";

const kept = globalThis as { portalOutages?: AsyncLocalStorage<{ outage: boolean; diskFull: boolean }> };

/** Marks the current request as hit by an outage; `outage-status.mjs` sets the response accordingly. */
export function markOutage(diskFull: boolean): void {
  const mark = kept.portalOutages?.getStore();
  if (!mark) return;
  mark.outage = true;
  mark.diskFull ||= diskFull;
}
