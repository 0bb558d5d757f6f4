import { hasSink, report } from "@/lib/log/report";

/** How often an outage that goes on is told of. */
export const OUTAGE_INTERVAL = 10_000;

interface Outage {
  readonly since: number;
  failed: number;
  inAll: number;
  readonly timer: NodeJS.Timeout;
}

const kept = globalThis as { portalOutage?: Outage | undefined; portalProbe?: () => Promise<unknown> };

/** What asks whether the service is there again. */
export const setProbe = (probe: () => Promise<unknown>): void => {
  kept.portalProbe = probe;
};

const seconds = (since: number): number => Math.round((Date.now() - since) / 1000);

async function isBack(): Promise<boolean> {
  try {
    await kept.portalProbe?.();
    return true;
  } catch {
    return false;
  }
}

async function look(outage: Outage): Promise<void> {
  const { failed } = outage;
  outage.failed = 0;
  const back = failed === 0 && (await isBack());
  if (kept.portalOutage !== outage) return;
  if (!back) {
    report("error", "outage goes on", { failed, inAll: outage.inAll, seconds: seconds(outage.since) });
    return;
  }
  clearInterval(outage.timer);
  kept.portalOutage = undefined;
  report("info", "outage is over", { inAll: outage.inAll, seconds: seconds(outage.since) });
}

/**
 * Counts a request that failed because the database is away. The first is told at once with its cause, then one line per
 * interval says how many there were, and a last one that it is over: asked of the database, also when nobody else asks.
 */
export function reportOutage(error: unknown): void {
  if (!hasSink()) return;
  let outage = kept.portalOutage;
  if (!outage) {
    const timer = setInterval(() => void (kept.portalOutage && look(kept.portalOutage)), OUTAGE_INTERVAL).unref();
    outage = { since: Date.now(), failed: 0, inAll: 0, timer };
    kept.portalOutage = outage;
    report("error", "outage began", { error });
  }
  outage.failed += 1;
  outage.inAll += 1;
}
