import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** TypeScript and module files below a folder of the project, by their path relative to it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => /\.(?:tsx?|mjs)$/.test(file));

/** Every source file of the product, without tests and Prisma's generated code. */
export const sourceFiles = (): string[] => ["app", "components", "lib"].flatMap(filesIn);

const ENDINGS = ["", ".ts", ".tsx", ".mjs"];

/** The project's files that a file imports, by any kind of import. */
function importsOf(file: string, known: ReadonlySet<string>): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const place = fileName.startsWith("@/") ? fileName.slice(2) : fileName.startsWith(".") ? path.posix.join(path.posix.dirname(file), fileName) : null;
    const found = place === null ? undefined : ENDINGS.map((ending) => place + ending).find((candidate) => known.has(candidate));
    return found === undefined ? [] : [found];
  });
}

/** The folders that each folder imports from. `placeOf` names the folder of a file: the one that holds it, or one further up. */
export function folderImports(files: readonly string[], placeOf: (file: string) => string = path.posix.dirname): Map<string, Set<string>> {
  const known = new Set(files);
  const folders = new Map(files.map((file) => [placeOf(file), new Set<string>()]));
  for (const file of files) {
    const from = placeOf(file);
    for (const imported of importsOf(file, known)) {
      const to = placeOf(imported);
      if (to !== from) folders.get(from)?.add(to);
    }
  }
  return folders;
}

/** Every folder that holds folders, by path; the project itself is "". */
export const foldersWithFolders = (files: readonly string[]): string[] => {
  const above = (folder: string): string[] => (folder === "." ? [] : [path.posix.dirname(folder), ...above(path.posix.dirname(folder))]);
  return [...new Set(files.map((file) => path.posix.dirname(file)).flatMap(above))].map((folder) => (folder === "." ? "" : folder));
};

/** The same for the folders directly within `folder`, each with everything below it. Its own files count for none of them. */
export function importsBelow(files: readonly string[], folder: string): Map<string, Set<string>> {
  const depth = folder === "" ? 0 : folder.split("/").length;
  const within = files.filter((file) => (depth === 0 || file.startsWith(`${folder}/`)) && file.split("/").length > depth + 1);
  const places = new Map(
    within.map((file) => [
      file,
      file
        .split("/")
        .slice(0, depth + 1)
        .join("/"),
    ]),
  );
  return folderImports(within, (file) => places.get(file) ?? "");
}

/** One cycle, as a list that begins and ends with the same folder; null if there is none. */
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
