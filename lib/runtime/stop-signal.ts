import { readFileSync } from "node:fs";
import { isRunning } from "@/lib/runtime/process-identity";

const PARENT_CHECK_INTERVAL = 500;

/** Under `nohup` SIGHUP is ignored; a listener would undo that. */
function hangUpIgnored(): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return mask !== undefined && Number.parseInt(mask.slice(-1), 16) % 2 === 1;
  } catch {
    return false;
  }
}

/** Aborts when the portal is asked to stop: Ctrl-C, SIGTERM, a closed terminal, or when the script that started it (`PORTAL_LAUNCHER`) is gone. */
export function stopSignal(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  const names: NodeJS.Signals[] = hangUpIgnored() ? ["SIGINT", "SIGTERM"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const name of names) process.on(name, stop);
  const launcher = Number(process.env["PORTAL_LAUNCHER"] ?? 0);
  const watch = setInterval(() => {
    if (launcher !== 0 && !isRunning(launcher)) stop();
  }, PARENT_CHECK_INTERVAL);
  watch.unref();
  return {
    signal: controller.signal,
    release: () => {
      clearInterval(watch);
      for (const name of names) process.off(name, stop);
    },
  };
}
