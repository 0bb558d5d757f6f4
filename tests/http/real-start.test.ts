import { chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { closedAncestor } from "@/lib/server/environment/unprivileged";
import { CalledPortal, NOBODY, PATIENCE, userOf } from "@/tests/support/called-portal";
import { createDatabase } from "@/tests/support/database";
import { startPortalServer } from "@/tests/support/portal-server";

const ROOT = process.getuid?.() === 0;

const portal = new CalledPortal();

/** Runs `npm start` until it serves. */
const start = (uid?: number) =>
  portal.serving({ ...(uid === undefined ? {} : { uid }), environment: { NODE_ENV: "production", NODE_OPTIONS: "", HOME: portal.place } }, [
    path.resolve("scripts/start.mjs"),
  ]);

describe.runIf(ROOT)("M4 the built portal", () => {
  it.runIf(closedAncestor(process.cwd(), { uid: NOBODY, gid: NOBODY }) === null)(
    "M4 started by a user who can only read the project, starts and writes nothing there",
    async () => {
      mkdirSync(portal.dataDirectory);
      chownSync(portal.dataDirectory, NOBODY, NOBODY);
      const cached = (): string[] => (existsSync(".cache") ? readdirSync(".cache").sort() : []);
      const before = cached();
      const { url } = await start(NOBODY);
      expect((await fetch(`${url}/login`)).status).toBe(200);
      expect(cached()).toEqual(before);
    },
    2 * PATIENCE,
  );

  it(
    "M4 started by root, leaves no process with root, including the script that waits",
    async () => {
      const { url, child } = await start();
      expect((await fetch(`${url}/login`)).status).toBe(200);
      const uids = [child.pid ?? 0, ...portal.processes()].map(userOf);
      expect(uids).toEqual([NOBODY, NOBODY, NOBODY, NOBODY]);
    },
    2 * PATIENCE,
  );
});

describe("M4 the web server", () => {
  it("M4 offers no fictional people on a database that is not the demo's", async () => {
    const database = await createDatabase();
    const portal = await startPortalServer(database, { demo: true });
    const page = await (await fetch(`${portal.url}/login`)).text();
    await portal.stop();
    await database.drop();
    expect(page).toContain("サインイン");
    expect(page).not.toContain("架空みなと空港");
  });
});
