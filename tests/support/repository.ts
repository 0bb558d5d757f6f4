import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Made by tools, or landed for good: a migration keeps its text as it was applied. */
const NOT_WRITTEN_HERE = /^prisma\/(?:generated|migrations)\//;

/** Names of the files below the folder that end so, from the project, with forward slashes. */
export const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter((name) => ending.test(name) && !NOT_WRITTEN_HERE.test(name))
    .sort();

/** Names of the files in the project's own folder that end so. */
export const filesAtTop = (ending: RegExp): string[] =>
  readdirSync(".", { withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map(({ name }) => name)
    .sort();

export const textOf = (file: string): string => readFileSync(file, "utf8");
