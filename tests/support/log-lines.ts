import { expect } from "vitest";

/** A line of the web server's log. */
export interface LogLine {
  readonly time: string;
  readonly level: string;
  readonly msg: string;
  readonly request?: string;
  readonly [field: string]: unknown;
}

export const logLines = (written: string): LogLine[] =>
  written
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as LogLine);

/** Expects lines for clients' errors only: at most one per request, none of them graver than a warning. */
export function expectClientsFaultsAlone(written: string): void {
  const lines = logLines(written);
  expect(
    lines
      .filter(({ level }) => level !== "info" && level !== "warn")
      .map((line) => JSON.stringify(line))
      .slice(0, 3),
  ).toEqual([]);
  const requests = lines.flatMap(({ request }) => request ?? []);
  const twice = lines.filter(({ request }) => request !== undefined && requests.indexOf(request) !== requests.lastIndexOf(request));
  expect(twice.map((line) => JSON.stringify(line)).slice(0, 6), "requests with more than one line").toEqual([]);
}
