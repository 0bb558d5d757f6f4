import type { QueryConfig } from "pg";
import { report } from "@/lib/server/log/report";

/** From this many milliseconds on, a statement has a line in the log (docs/operations.md, 記録). */
const SLOW = 1_000;
/** So many characters identify a statement; one of many rows can have hundreds of thousands. */
const BEGINNING = 2_000;

const isConfig = (asked: unknown): asked is QueryConfig => typeof asked === "object" && asked !== null && "text" in asked;

/**
 * Reports a statement that took long: its name on the connection, and the beginning of its text, whose values are parameters.
 * Time in which the process itself was busy counts, since no answer is read then (docs/operations.md).
 * The values of a transaction's opening are part of its text, so of a text without a name and parameters the command alone.
 */
export function reportIfSlow(asked: unknown, milliseconds: number): void {
  if (milliseconds < SLOW || !isConfig(asked)) return;
  const { name = "", text, values = [] } = asked;
  const beginning = text.slice(0, BEGINNING).replace(/\s+/g, " ").trim();
  const [command = ""] = beginning.split(/\W/, 1);
  report("warn", "slow statement", { statement: name, milliseconds, text: name === "" && values.length === 0 ? command : beginning });
}
