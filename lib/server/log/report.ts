import { ofProcess } from "@/lib/server/process/of-process";

/** Severity of a log line. `fatal` ends the process. */
export type Level = "info" | "warn" | "error" | "fatal";

/** The fields of a line in addition to its event. The caller must not pass an address, a name, a secret or an answer. */
export interface Fields {
  readonly error?: unknown;
  readonly [name: string]: unknown;
}

/** Receives the lines of the process. */
export type Sink = (level: Level, event: string, fields: Fields) => void;

const log = ofProcess("log", (): { sink: Sink | null } => ({ sink: null }));

export const setSink = (sink: Sink | null): void => {
  log().sink = sink;
};

/** Whether lines go to a log. Where they do not, outages are not counted, because each caller sees its own error. */
export const hasSink = (): boolean => log().sink !== null;

/** Writes one line to the log of the web server. Without a log (command line, tests), errors go to the console. */
export function report(level: Level, event: string, fields: Fields = {}): void {
  const { sink } = log();
  if (sink) sink(level, event, fields);
  else if (level === "error" || level === "fatal") console.error(`${event}:`, fields.error ?? fields);
}
