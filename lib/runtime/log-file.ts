import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";

const LIMIT = 10_000_000;

export interface LogFile {
  readonly descriptor: number;
  /** To be called once the child process has it. */
  release(): void;
  /** What was written since it was opened. */
  written(): string;
}

/** A file for a child's output, which outlives its parent; a long one is put aside first. */
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
