import type { AsyncLocalStorage } from "node:async_hooks";

const kept = globalThis as { portalOutages?: AsyncLocalStorage<{ outage: boolean; diskFull: boolean }> };

/** Notes that the request being served met an outage, for its answer (`outage-status.mjs`). */
export function markOutage(diskFull: boolean): void {
  const mark = kept.portalOutages?.getStore();
  if (!mark) return;
  mark.outage = true;
  mark.diskFull ||= diskFull;
}
