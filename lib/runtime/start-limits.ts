import { AsyncLocalStorage } from "node:async_hooks";
import { StartupError } from "@/lib/server/environment/startup-error";

/** Thrown when a start or a command was told to stop; a start treats it as a regular end. */
export class Stopped extends StartupError {
  constructor() {
    super("止めました。");
  }
}

export interface StartLimits {
  readonly stop: AbortSignal;
  readonly announce: (line: string) => void;
  /** Seconds for the database queries of a check. */
  readonly seconds: number;
}

/** A busy database may need this long for a query, even where no waiting for a database is wanted (DATABASE_WAIT=0). */
const LEAST_SECONDS = 5;
const DEFAULT: StartLimits = { stop: new AbortController().signal, announce: () => undefined, seconds: 60 };

const current = new AsyncLocalStorage<StartLimits>();

/**
 * Runs `work`, a start or a command, under its limits. They apply to every connection opened within, however deep; if they
 * were passed as arguments, code that forgot them could not be stopped.
 */
export const underLimits = <Output>(limits: StartLimits, work: () => Promise<Output>): Promise<Output> =>
  current.run({ ...limits, seconds: Math.max(LEAST_SECONDS, limits.seconds) }, work);

export const currentLimits = (): StartLimits => current.getStore() ?? DEFAULT;
