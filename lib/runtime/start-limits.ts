import { AsyncLocalStorage } from "node:async_hooks";
import { StartupError } from "@/lib/server/environment/startup-error";

/** What a start or a command was told to stop ends with; a start takes it for a good end. */
export class Stopped extends StartupError {
  constructor() {
    super("止めました。");
  }
}

export interface StartLimits {
  readonly stop: AbortSignal;
  readonly announce: (line: string) => void;
  /** Seconds for a check's questions to the database. */
  readonly seconds: number;
}

/** A busy database may need these seconds for a question, also where nobody waits for one that is not up (DATABASE_WAIT=0). */
const LEAST_SECONDS = 5;
const DEFAULT: StartLimits = { stop: new AbortController().signal, announce: () => undefined, seconds: 60 };

const current = new AsyncLocalStorage<StartLimits>();

/**
 * Runs `work`, a start or a command, under its limits. They hold for every connection that is made within, however deep:
 * what is passed down by hand is forgotten by the next part that asks the database, and that part then cannot be stopped.
 */
export const underLimits = <Output>(limits: StartLimits, work: () => Promise<Output>): Promise<Output> =>
  current.run({ ...limits, seconds: Math.max(LEAST_SECONDS, limits.seconds) }, work);

export const currentLimits = (): StartLimits => current.getStore() ?? DEFAULT;
