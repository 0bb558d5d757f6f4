/** Output and working directory of a command. */
export interface CommandIo {
  /** Prints the result, without a line end; nothing else goes to standard output. */
  out(text: string): void;
  /** Prints messages, on standard error. */
  error(text: string): void;
  /** The directory that relative file names refer to. */
  readonly directory: string;
  /** The process does nothing else: if root started it, it may become the portal's user. */
  readonly ownProcess?: boolean;
}

/** Runs with the arguments after the command's name; returns the exit code. */
export type Run = (args: readonly string[], io: CommandIo) => Promise<number>;

export interface Command {
  /** The arguments, for `--help`. */
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<Run>;
}

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_MISUSED = 2;
