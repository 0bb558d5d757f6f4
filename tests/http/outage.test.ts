import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { migrate } from "@/lib/runtime/migrate";
import { call } from "@/tests/support/api";
import { makeTestDataDirectory } from "@/tests/support/database";
import { type LogLine, logLines } from "@/tests/support/log-lines";
import { type Portal, startPortalServer } from "@/tests/support/portal-server";
import { withSessionOf } from "@/tests/support/session";
import { openSignIn } from "@/tests/support/sign-in-form";
import { makeOperator, PASSWORD, type World } from "@/tests/support/world";

/* A separate database server, which is stopped and started again, and a log that is nearly full when the portal starts. */

const LOG_LIMIT = 10_000_000;
const dataDirectory = makeTestDataDirectory();
const log = path.join(dataDirectory, "server.log");
let postgres: EmbeddedPostgres;
let portal: Portal;
let world: World;
let cookie: string;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({ dataDirectory });
  await migrate(postgres.ownerUrl);
  const owner = new pg.Client({ connectionString: postgres.ownerUrl });
  await owner.connect();
  world = await makeOperator(owner, "outage", "丁空港");
  cookie = await withSessionOf(owner, world.people.ciso.accountId);
  await owner.end();
  const old = `${JSON.stringify({ time: "", level: "info", msg: "old", rest: "x".repeat(934) })}\n`;
  writeFileSync(log, old.repeat(Math.floor((LOG_LIMIT - 600) / old.length)));
  process.env["PORTAL_LOG"] = log;
  portal = await startPortalServer({ appUrl: postgres.applicationUrl });
  delete process.env["PORTAL_LOG"];
}, 180_000);

afterAll(async () => {
  await portal.stop();
  await postgres.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
const lines = (): LogLine[] => logLines(textOf(`${log}.1`) + textOf(log)).filter(({ msg }) => msg !== "old");
const told = (msg: string): LogLine[] => lines().filter((line) => line.msg === msg);

const get = async (address: string): Promise<{ status: number; again: string | null; text: string }> => {
  const answer = await fetch(portal.url + address, { redirect: "manual", headers: { cookie, accept: "text/html" }, signal: AbortSignal.timeout(30_000) });
  return { status: answer.status, again: answer.headers.get("retry-after"), text: await answer.text() };
};

/** Every page of the build, with an id that does not exist. */
const pages = (): string[] =>
  Object.keys(JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8")) as Record<string, string>)
    .filter((name) => name.endsWith("/page") && !/not-found|global-error|bench/.test(name))
    .map((name) =>
      name
        .split("/")
        .slice(1, -1)
        .filter((part) => !/^\(.*\)$/.test(part))
        .map((part) => (part.startsWith("[") ? "portal_inv_x" : part)),
    )
    .map((parts) => `/${parts.join("/")}`);

it("M3 the log of a running portal is rotated when it is full, in whole lines", async () => {
  await expect
    .poll(
      async () => {
        await call(portal, "GET", "/nowhere");
        await call(portal, "TRACE", "/me").catch(() => undefined); // a browser's library refuses to send it
        await fetch(`${portal.url}/login`, { method: "DELETE" });
        return existsSync(`${log}.1`);
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(true);
  expect(statSync(`${log}.1`).size).toBeLessThanOrEqual(LOG_LIMIT);
  for (const file of [log, `${log}.1`]) {
    expect(textOf(file).endsWith("}\n"), file).toBe(true);
    for (const line of textOf(file).trim().split("\n").slice(-20)) expect(JSON.parse(line)).toHaveProperty("msg");
  }
  await get("/nowhere");
  expect(statSync(log).size).toBeLessThan(LOG_LIMIT / 10);
});

it("M4 with a stopped database every page and a sign-in is 503 in Japanese, and the log has the beginning, the number and the duration", {
  timeout: 240_000,
}, async () => {
  expect((await get("/account")).status).toBe(200);
  const form = await openSignIn(portal);
  await postgres.stop();
  let unserved = 0;
  const note = <Answer extends { readonly status: number }>(answer: Answer): Answer => {
    if (answer.status === 503) unserved += 1;
    return answer;
  };
  expect(pages().length).toBeGreaterThan(30);
  for (const address of pages()) {
    const { status, again, text } = note(await get(address));
    expect([status, again, text], address).toEqual([503, "2", expect.stringMatching(/データベースが応えません/)]);
  }
  for (const [method, address] of [
    ["GET", "/me"],
    ["PUT", "/account/password"],
    ["GET", "/nowhere"],
  ] as const) {
    const { status, headers } = note(await call(portal, method, address, { token: world.people.ciso.token, json: method === "PUT" ? {} : undefined }));
    expect([status, headers.get("retry-after")], address).toEqual([503, "2"]);
  }
  for (const email of [world.people.ciso.email, "nobody@operator.example"]) {
    const { status, headers, text } = note(await form.send(email, PASSWORD));
    expect([status, headers.get("retry-after"), headers.get("refresh")], text).toEqual([503, "2", "0; url=/login?error=Unavailable"]);
  }
  expect((await get("/healthz")).status).toBe(200);
  expect((await get("/readyz")).status).toBe(503);
  await expect.poll(() => told("outage goes on").length, { timeout: 30_000 }).toBeGreaterThan(0);
  postgres = await startEmbeddedPostgres({ dataDirectory });
  await expect.poll(async () => note(await get("/account")).status, { timeout: 30_000 }).toBe(200);
  await expect.poll(() => told("outage is over").length, { timeout: 45_000 }).toBe(1);

  expect(told("outage began")).toEqual([expect.objectContaining({ level: "error", error: expect.objectContaining({ name: "Outage" }) as unknown })]);
  expect(told("outage is over")[0]).toMatchObject({ level: "info", inAll: unserved });
  expect(told("outage is over")[0]?.["seconds"]).toBeGreaterThanOrEqual(10);
  expect(told("outage goes on").reduce((sum, { failed }) => sum + Number(failed), 0)).toBeLessThanOrEqual(unserved);
  expect(
    lines().filter(({ level, msg }) => level === "error" && !msg.startsWith("outage")),
    "nothing else of it in the log",
  ).toEqual([]);
});
