import { ofProcess } from "@/lib/server/process/of-process";

/** How grave a line of the log is. `fatal` ends the process. */
export type Level = "info" | "warn" | "error" | "fatal";

/** What a line says besides its event. Values are chosen by whoever writes it: never an address, a name, a secret or an answer. */
export interface Fields {
  readonly error?: unknown;
  readonly [name: string]: unknown;
}

/** Takes the lines of the process. */
export type Sink = (level: Level, event: string, fields: Fields) => void;

const log = ofProcess("log", (): { sink: Sink | null } => ({ sink: null }));

export const setSink = (sink: Sink | null): void => {
  log().sink = sink;
};

/** Whether lines go to a log; elsewhere nobody counts outages, each caller sees its own. */
export const hasSink = (): boolean => log().sink !== null;

/** Writes one line to the log of the web server. Elsewhere (command line, tests) what failed goes to the console. */
export function report(level: Level, event: string, fields: Fields = {}): void {
  const { sink } = log();
  if (sink) sink(level, event, fields);
  else if (level === "error" || level === "fatal") console.error(`${event}:`, fields.error ?? fields);
}
