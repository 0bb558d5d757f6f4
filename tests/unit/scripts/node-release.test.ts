import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { judgeNode } from "@/scripts/node-release.mjs";

const engines = z.object({ engines: z.object({ node: z.string() }) });

it.each(["20.19.0", "20.20.2", "22.13.0", "22.23.5", "24.0.0", "24.22.3"])("M4 Node %s is supported, without a message", (version) => {
  expect(judgeNode(version)).toBeNull();
});

it.each(["18.20.8", "20.18.3", "22.12.0", "16.0.0", "8.17.0"])("M4 Node %s is refused, with the versions to use", (version) => {
  expect(judgeNode(version)).toMatchObject({ kind: "refusal", text: expect.stringContaining(`この Node.js（${version}）では動きません。20.19`) as string });
});

it.each(["21.7.3", "23.11.0", "25.9.0", "26.1.0"])("M4 Node %s gets a notice that it is untested", (version) => {
  expect(judgeNode(version)).toMatchObject({ kind: "notice", text: expect.stringContaining("確かめていません") as string });
});

it("M4 package.json and the lock file say the same, and this test runs on a supported version", () => {
  const said = engines.parse(JSON.parse(readFileSync("package.json", "utf8"))).engines.node;
  expect(said).toBe("^20.19.0 || ^22.13.0 || ^24.0.0");
  const locked = z.object({ packages: z.object({ "": engines }) }).parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
  expect(locked.packages[""].engines.node).toBe(said);
  expect(judgeNode(process.versions.node)).toBeNull();
});
