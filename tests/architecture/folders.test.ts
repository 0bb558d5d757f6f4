import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { circleIn, folderImports, foldersWithFolders, importsBelow, sourceFiles } from "./sources";

/** The allowed names of a feature's files, and their content. */
const KINDS = {
  schema: "what goes in and out, checked by zod",
  record: "the row that decisions are made over, loaded and locked",
  queries: "reads",
  commands: "changes",
  rows: "writes of rows that a command is made of",
  sql: "conditions that several statements share",
  rules: "pure decisions",
  view: "the types that a page shows, and what makes them",
  parts: "pure functions that make parts of a view",
  texts: "the feature's words",
  refusals: "the feature's refusals in words",
  csv: "a writer or reader of CSV",
  json: "a writer of JSON",
  pages: "loaders, one for each page",
  actions: "the calls of forms",
  operations: "the API",
} as const;

/** The queue of unsent answers runs in the browser and is a small library with its own names. */
const QUEUE = /^lib\/features\/sheets\/queue\/(?:queue|entry|memory|reply|state|store|numbers|browser)\.ts$/;

describe("C2 direction between folders", () => {
  it("C2 no folder imports from one that imports from it, directly or indirectly", () => {
    expect(circleIn(folderImports(sourceFiles()))).toBeNull();
  });

  it("C2 no folder with everything below it imports from one that imports from it, at any level: parts of the product, nouns, features", () => {
    const levels = foldersWithFolders(sourceFiles());
    expect(levels).toEqual(expect.arrayContaining(["", "lib", "lib/features", "lib/features/sheets", "components", "app"]));
    const circles = levels.map((level) => circleIn(importsBelow(sourceFiles(), level)));
    expect(circles.filter(Boolean)).toEqual([]);
  });

  it("C2 a cycle is found, however long it is", () => {
    const arrows = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c", "d"])],
      ["c", new Set<string>()],
      ["d", new Set(["e"])],
      ["e", new Set(["b"])],
    ]);
    expect(circleIn(arrows)).toEqual(["b", "d", "e", "b"]);
    expect(
      circleIn(
        new Map([
          ["a", new Set(["b", "c"])],
          ["b", new Set(["c"])],
          ["c", new Set<string>()],
        ]),
      ),
    ).toBeNull();
  });

  it("C2 imports are detected as types, dynamic, relative and by the project's path", () => {
    const folders = folderImports(sourceFiles());
    expect([...(folders.get("lib/launch") ?? [])]).toEqual(expect.arrayContaining(["lib/demo", "lib/runtime", "lib/server/environment"]));
    expect([...(folders.get("components/my-sheets") ?? [])]).toEqual(expect.arrayContaining(["components/ui", "lib/features/sheets/mine"]));
  });
});

/** The nouns of lib/features as docs/style.md lists them, each after those that it may import from. */
const nounsInOrder = (page: string): string[] =>
  [...(/\*\*Nouns have an order\*\*[^.]*/.exec(page)?.[0] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, noun = ""]) => noun);

/** Imports from a noun that does not stand before the one that imports. */
const againstOrder = (arrows: ReadonlyMap<string, ReadonlySet<string>>, order: readonly string[]): string[] =>
  [...arrows].flatMap(([from, imported]) =>
    [...imported].filter((to) => !order.slice(0, Math.max(0, order.indexOf(from))).includes(to)).map((to) => `${from} → ${to}`),
  );

describe("C2 the order of nouns", () => {
  const FEATURES = "lib/features/";
  const noun = (folder: string): string => folder.replace(FEATURES, "");
  const arrows = new Map([...importsBelow(sourceFiles(), "lib/features")].map(([from, imported]) => [noun(from), new Set([...imported].map(noun))]));
  const order = nounsInOrder(readFileSync("docs/style.md", "utf8"));

  it("C2 has a place for every noun once, and for nothing else", () => {
    expect(order.toSorted()).toEqual([...arrows.keys()].sort());
  });

  it("C2 is kept by every import", () => {
    expect(arrows.get("tasks")?.size).toBeGreaterThan(5);
    expect(againstOrder(arrows, order)).toEqual([]);
  });

  it.each([
    ["cycles", "sheets"],
    ["admin", "tasks"],
    ["unnamed", "cycles"],
    ["sheets", "unnamed"],
  ])("C2 is broken by an import of %s from %s", (from, to) => {
    expect(againstOrder(new Map([[from, new Set([to])]]), order)).toEqual([`${from} → ${to}`]);
  });

  it("C2 is read from its sentence alone", () => {
    expect(nounsInOrder("`before`.\n\n**Nouns have an order**: `one`, `two-parts`; `last`. A feature of `one`")).toEqual(["one", "two-parts", "last"]);
    expect(nounsInOrder("no such sentence")).toEqual([]);
  });
});

describe("C2 a closed vocabulary of file names", () => {
  const features = sourceFiles().filter((file) => file.startsWith("lib/features/"));

  it("C2 every file of a feature has the name of its kind", () => {
    const kinds: readonly string[] = Object.keys(KINDS);
    expect(features.filter((file) => !QUEUE.test(file) && !kinds.includes(path.posix.basename(file, ".ts")))).toEqual([]);
  });

  it("C2 the folder of a noun composes: it holds pages, actions and operations alone", () => {
    const composing = features.filter((file) => file.split("/").length === 4);
    expect(composing.length).toBeGreaterThan(25);
    expect(composing.filter((file) => !/\/(?:pages|actions|operations)\.ts$/.test(file))).toEqual([]);
  });

  it.each(Object.keys(KINDS))("C2 the kind %s is in use", (kind) => {
    expect(features.some((file) => path.posix.basename(file) === `${kind}.ts`)).toBe(true);
  });

  it("C2 no file or folder has a catch-all name", () => {
    expect(sourceFiles().filter((file) => /(?:^|\/)(?:helpers?|utils?|common|misc|shared-[^/]*|index)(?:\.|\/)/.test(file))).toEqual([]);
  });
});
