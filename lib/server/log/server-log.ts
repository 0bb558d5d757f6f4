import pino from "pino";
import type { Fields, Level, Sink } from "@/lib/server/log/report";
import { MEASURE_AGAIN, RotatingFile } from "@/lib/server/log/rotating-file";
import { scrubError, scrubText } from "@/lib/server/log/scrub";
import { makeThrottle, WINDOW } from "@/lib/server/log/throttle";
import { currentRequest } from "@/lib/server/request/context";

/** The destination of lines: a rotated file or, without a name, standard output. */
function destination(file: string | undefined): pino.DestinationStream {
  if (file === undefined || file === "") return pino.destination({ dest: 1, sync: true });
  const rotating = new RotatingFile(file);
  setInterval(() => {
    rotating.keepRoom();
  }, MEASURE_AGAIN).unref();
  return rotating;
}

/** The key for counting: lines that differ only in numbers are of one kind. */
function kindOf(level: Level, event: string, { error, text }: Fields): string {
  const what = error === undefined ? "" : JSON.stringify(scrubError(error).codes);
  const said = typeof text === "string" ? text.slice(0, 60).replace(/\d+/g, "#") : "";
  return `${level} ${event} ${what}${said}`.trim();
}

const clean = (fields: Fields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (name === "error") return [[name, scrubError(value)]];
      return [[name, typeof value === "string" ? scrubText(value) : value]];
    }),
  );

/** Opens the log of the web server: JSON lines with time, level and request id, bounded in size and rate. */
export function openServerLog(file: string | undefined): Sink {
  const logger = pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const request = currentRequest()?.id;
        return request === undefined ? {} : { request };
      },
    },
    destination(file),
  );
  const throttle = makeThrottle();
  const logHeldBack = (): void => {
    for (const [kind, more] of throttle.heldBack()) logger.warn({ kind, more }, "more of the same");
  };
  setInterval(logHeldBack, WINDOW).unref();
  process.once("exit", logHeldBack);
  return (level, event, fields) => {
    if (level === "fatal" || throttle.admits(kindOf(level, event, fields), Date.now())) logger[level](clean(fields), event);
  };
}
