import { type Fields, hasSink, report } from "@/lib/server/log/report";
import { ofProcess } from "@/lib/server/process/of-process";

/** How often a continuing outage is logged. */
export const OUTAGE_INTERVAL = 10_000;

interface Outage {
  readonly since: number;
  failed: number;
  inAll: number;
  readonly timer: NodeJS.Timeout;
}

const kept = ofProcess("outage", (): { outage: Outage | null; probe: () => Promise<unknown> } => ({ outage: null, probe: () => Promise.resolve() }));

/** Sets the check for whether the service has recovered. */
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

async function check(outage: Outage): Promise<void> {
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
    if (outage) void check(outage);
  }, OUTAGE_INTERVAL).unref();
  const outage = { since: Date.now(), failed: 0, inAll: 0, timer };
  kept().outage = outage;
  report("error", "outage began", fields);
  return outage;
}

/**
 * Reports a failure because of an unavailable database. Logs the first one at once with its cause, then one line per interval
 * with the number of 503 responses, and a last line when a probe of the database succeeds, even if no further request comes.
 */
export function reportOutage(error: unknown): void {
  if (hasSink() && !kept().outage) begin({ error });
}

/** Counts a request that was answered with 503. A refusal (full disk) has no error, so it is counted here. */
export function countUnserved(): void {
  if (!hasSink()) return;
  const outage = kept().outage ?? begin({});
  outage.failed += 1;
  outage.inAll += 1;
}
