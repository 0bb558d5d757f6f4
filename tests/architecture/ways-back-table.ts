import { readFileSync } from "node:fs";

/** One row of the table "Nothing is one-way by surprise": what is done, how it is undone, and what is confirmed. */
interface Row {
  readonly action: string;
  /** The words of the way back. */
  readonly wayBack: string;
  readonly commands: readonly string[];
  readonly waysBack: readonly string[];
  readonly confirmed: readonly string[];
}

export const section = readFileSync("docs/design.md", "utf8").split("**Nothing is one-way by surprise.**")[1]?.split("\n## ")[0] ?? "";
const names = (text = ""): string[] => [...text.matchAll(/`([A-Za-z.]+)`/g)].map(([, name = ""]) => name);

/** Rows whose last cell has an arrow; the others are planned, or work of who runs the portal. */
export const rows: readonly Row[] = section.split("\n").flatMap((line) => {
  const [action = "", , wayBack = "", code = ""] = line.replace(/^\| /, "").split(" | ");
  const [commands, rest] = code.split("→");
  const [waysBack, confirmed] = (rest ?? "").split(";");
  return rest === undefined ? [] : [{ action, wayBack, commands: names(commands), waysBack: names(waysBack), confirmed: names(confirmed) }];
});
