import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Generated files, and landed migrations, whose text must not change. */
const NOT_WRITTEN_HERE = /^prisma\/(?:generated|migrations)\//;

/** Files below the folder whose names match, relative to the project, with forward slashes. */
export const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter((name) => ending.test(name) && !NOT_WRITTEN_HERE.test(name))
    .sort();

/** Files in the project's own folder whose names match. */
export const filesAtTop = (ending: RegExp): string[] =>
  readdirSync(".", { withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map(({ name }) => name)
    .sort();

export const textOf = (file: string): string => readFileSync(file, "utf8");
