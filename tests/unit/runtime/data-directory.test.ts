import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rememberPlace } from "@/lib/runtime/data-directory";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "data-directory-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const write = (...names: string[]): void => {
  for (const name of names) writeFileSync(path.join(directory, name), name);
};
const found = (): string[] => readdirSync(directory).sort();

describe("M4 what a refused start removes", () => {
  it("M4 is what the portal has written since, and no earlier or foreign file", () => {
    write("server.log");
    const before = rememberPlace(directory);
    write("secrets.json", "server.json", "postgres.log", "portal.lock", "backup.tar", "server.json.old");
    mkdirSync(path.join(directory, "restored"));
    before.restore();
    expect(found()).toEqual(["backup.tar", "portal.lock", "restored", "server.json.old", "server.log"]);
  });

  it("M4 is nothing once a database was created, or once the portal has served", () => {
    const made = rememberPlace(directory);
    write("secrets.json");
    mkdirSync(path.join(directory, "postgres"));
    made.restore();
    expect(found()).toEqual(["postgres", "secrets.json"]);
    const served = rememberPlace(directory);
    write("server.log", "server.json");
    served.forget();
    served.restore();
    expect(found()).toEqual(["postgres", "secrets.json", "server.json", "server.log"]);
  });

  it("M4 includes the directories that it created, unless they are not empty", () => {
    const inner = path.join(directory, "a", "b");
    const before = rememberPlace(inner);
    mkdirSync(inner, { recursive: true });
    before.removeEmpty();
    expect(found()).toEqual([]);
    mkdirSync(inner, { recursive: true });
    writeFileSync(path.join(directory, "a", "note"), "");
    before.removeEmpty();
    expect(readdirSync(path.join(directory, "a"))).toEqual(["note"]);
  });
});
