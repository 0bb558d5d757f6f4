import { type Fields, hasSink, report } from "@/lib/server/log/report";
import { ofProcess } from "@/lib/server/process/of-process";

/** How often an outage that goes on is told of. */
export const OUTAGE_INTERVAL = 10_000;

interface Outage {
  readonly since: number;
  failed: number;
  inAll: number;
  readonly timer: NodeJS.Timeout;
}

const kept = ofProcess("outage", (): { outage: Outage | null; probe: () => Promise<unknown> } => ({ outage: null, probe: () => Promise.resolve() }));

/** What asks whether the service is there again. */
export const setProbe = (probe: () => Promise<unknown>): void => {
  kept().probe = probe;
};

const seconds = (since: number): number => Math.round((Date.now() - since) / 1000);

async function isBack(): Promise<boolean> {
  try {
    await kept().probe();
    return true;
  } catch {
    return false;
  }
}

async function look(outage: Outage): Promise<void> {
  const { failed } = outage;
  outage.failed = 0;
  const back = failed === 0 && (await isBack());
  if (kept().outage !== outage) return;
  if (!back) {
    report("error", "outage goes on", { failed, inAll: outage.inAll, seconds: seconds(outage.since) });
    return;
  }
  clearInterval(outage.timer);
  kept().outage = null;
  report("info", "outage is over", { inAll: outage.inAll, seconds: seconds(outage.since) });
}

function begin(fields: Fields): Outage {
  const timer = setInterval(() => {
    const { outage } = kept();
    if (outage) void look(outage);
  }, OUTAGE_INTERVAL).unref();
  const outage = { since: Date.now(), failed: 0, inAll: 0, timer };
  kept().outage = outage;
  report("error", "outage began", fields);
  return outage;
}

/**
 * Tells of something that failed because the database cannot serve. The first is told at once with its cause, then one line per
 * interval says how many requests were answered with 503, and a last one that it is over: asked of the database, also when
 * nobody else asks.
 */
export function reportOutage(error: unknown): void {
  if (hasSink() && !kept().outage) begin({ error });
}

/** Counts a request that was answered with 503, whatever gave that answer: a refusal in words (a full disk) has no error. */
export function countUnserved(): void {
  if (!hasSink()) return;
  const outage = kept().outage ?? begin({});
  outage.failed += 1;
  outage.inAll += 1;
}
