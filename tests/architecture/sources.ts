import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A folder of the project and all below it: TypeScript and module files, by their path from the project. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => /\.(?:tsx?|mjs)$/.test(file));

/** Every source file of the product, without the tests and without what Prisma generates. */
export const sourceFiles = (): string[] => ["app", "components", "lib"].flatMap(filesIn);

const ENDINGS = ["", ".ts", ".tsx", ".mjs"];

/** The files of the project that a file imports, whichever way. */
function importsOf(file: string, known: ReadonlySet<string>): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const place = fileName.startsWith("@/") ? fileName.slice(2) : fileName.startsWith(".") ? path.posix.join(path.posix.dirname(file), fileName) : null;
    const found = place === null ? undefined : ENDINGS.map((ending) => place + ending).find((candidate) => known.has(candidate));
    return found === undefined ? [] : [found];
  });
}

/** Which folder imports from which others: each import crosses from one to another. */
export function folderImports(files: readonly string[]): Map<string, Set<string>> {
  const known = new Set(files);
  const folders = new Map(files.map((file) => [path.posix.dirname(file), new Set<string>()]));
  for (const file of files) {
    const from = path.posix.dirname(file);
    for (const imported of importsOf(file, known)) {
      const to = path.posix.dirname(imported);
      if (to !== from) folders.get(from)?.add(to);
    }
  }
  return folders;
}

/** One way round, as a list of places that begins and ends with the same one; null where there is none. */
export function circleIn(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>();
  const follow = (place: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(place)) return [...trail.slice(trail.indexOf(place)), place];
    if (done.has(place)) return null;
    for (const next of arrows.get(place) ?? []) {
      const circle = follow(next, [...trail, place]);
      if (circle) return circle;
    }
    done.add(place);
    return null;
  };
  for (const place of arrows.keys()) {
    const circle = follow(place, []);
    if (circle) return circle;
  }
  return null;
}
