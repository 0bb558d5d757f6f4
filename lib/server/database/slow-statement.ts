import type { QueryConfig } from "pg";
import { report } from "@/lib/server/log/report";

/** From this many milliseconds on, a statement has a line in the log (docs/operations.md, 記録). */
const SLOW = 1_000;

const isConfig = (asked: unknown): asked is QueryConfig => typeof asked === "object" && asked !== null && "text" in asked;

/**
 * Reports a statement that took long: its name on the connection, and the beginning of its text, whose values are parameters.
 * The values of a transaction's opening are part of its text, so of a text without a name and parameters the command alone.
 */
export function reportIfSlow(asked: unknown, milliseconds: number): void {
  if (milliseconds < SLOW || !isConfig(asked)) return;
  const { name = "", text, values = [] } = asked;
  const [command = ""] = text.trim().split(/\W/, 1);
  report("warn", "slow statement", { statement: name, milliseconds, text: name === "" && values.length === 0 ? command : text.replace(/\s+/g, " ").trim() });
}
