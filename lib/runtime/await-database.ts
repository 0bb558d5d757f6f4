import { onConnection } from "@/lib/runtime/connection";
import { inWords } from "@/lib/runtime/in-words";
import { pause } from "@/lib/runtime/process-identity";
import { refuseUnusableFiles } from "@/lib/runtime/tls-files";
import { StartupError } from "@/lib/server/environment/startup-error";

const ATTEMPT = 10_000;
const BETWEEN = 500;
const SHORTEST_ATTEMPT = 1_000;
const FAREWELL = 500;

/** Errors that may pass while the database or the network comes up. Permanent ones (wrong password, unknown database) are not listed. */
const PASSING = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "57P03", "57P01", "53300"]);

export interface Waiting {
  readonly seconds: number;
  readonly stop: AbortSignal;
  readonly announce: (line: string) => void;
}

const firstOf = (error: unknown): unknown => (error instanceof AggregateError ? error.errors[0] : error);

function isPassing(error: unknown): boolean {
  const cause = firstOf(error);
  if (!(cause instanceof Error)) return false;
  const { code } = cause as { code?: unknown };
  return typeof code === "string" ? PASSING.has(code) : /timeout|Connection terminated/i.test(cause.message);
}

const pauseOr = (milliseconds: number, stop: AbortSignal): Promise<void> =>
  Promise.race([
    pause(milliseconds),
    new Promise<void>((resolve) => {
      stop.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
    }),
  ]);

/**
 * Resolves when the database of `url` accepts connections, or when `stop` is given. Waits for one that is not up yet, and
 * announces that. Throws a StartupError after the time limit, and at once for an error that waiting cannot fix.
 */
export async function awaitDatabase(url: string, { seconds, stop, announce }: Waiting): Promise<void> {
  refuseUnusableFiles(url);
  const deadline = Date.now() + seconds * 1_000;
  for (let said = false; !stop.aborted; said = true) {
    try {
      const connecting = Math.min(ATTEMPT, Math.max(SHORTEST_ATTEMPT, deadline - Date.now()));
      await onConnection(url, { connecting, whole: connecting + FAREWELL, stop }, () => Promise.resolve());
      return;
    } catch (error) {
      if (stop.aborted) return;
      if (!isPassing(error)) throw inWords(error);
      if (Date.now() + BETWEEN > deadline)
        throw new StartupError(`${seconds > 0 ? `${String(seconds)}秒待ちましたが、` : ""}${inWords(error).message}`, { cause: error });
      const { hostname, port } = new URL(url);
      if (!said) announce(`データベース（${hostname}:${port || "5432"}）がまだ応えないので、最大${String(seconds)}秒待ちます…（Ctrl-C で止められます）`);
    }
    await pauseOr(BETWEEN, stop);
  }
}
