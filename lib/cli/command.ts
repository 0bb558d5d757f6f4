/** Where a command speaks and where it finds files. */
export interface CommandIo {
  /** The result, without a line end; nothing else goes to standard output. */
  out(text: string): void;
  /** Everything that is said about it. */
  error(text: string): void;
  /** The directory that relative file names start from. */
  readonly directory: string;
  /** The process has nothing else to do: where root started it, it may become the portal's user. */
  readonly ownProcess?: boolean;
}

/** Runs with what follows the command's name; gives the exit code. */
export type Run = (args: readonly string[], io: CommandIo) => Promise<number>;

export interface Command {
  /** What follows the name, for `--help`. */
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<Run>;
}

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_MISUSED = 2;
