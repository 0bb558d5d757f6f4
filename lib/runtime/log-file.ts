import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";

const LIMIT = 10_000_000;

export interface LogFile {
  readonly descriptor: number;
  /** Closes the file; call it once the child process has it. */
  release(): void;
  /** The text written since it was opened. */
  written(): string;
}

/** Opens a file for the output of a child, which may outlive its parent. A long file is rotated first. */
export function openLog(file: string): LogFile {
  if (existsSync(file) && statSync(file).size > LIMIT) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, "a", 0o600);
  const from = statSync(file).size;
  return {
    descriptor,
    release: () => {
      closeSync(descriptor);
    },
    written: () => readFileSync(file).subarray(from).toString("utf8").trim(),
  };
}
