import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { expectClientsFaultsAlone, logLines } from "@/tests/support/log-lines";
import { withSessionOf } from "@/tests/support/session";

interface Manifest {
  readonly node: Readonly<Record<string, { readonly exportedName?: string; readonly workers: Readonly<Record<string, unknown>> }>>;
}

let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  await ground.close();
  expectClientsFaultsAlone(ground.portal.written());
});

/** Every server action of the build: its id, its name, and the address of a page with it. */
const actions = (): { readonly id: string; readonly name: string; readonly path: string }[] =>
  Object.entries((JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as Manifest).node).map(([id, { exportedName, workers }]) => {
    const [page = ""] = Object.keys(workers);
    const parts = page
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .split("/")
      .filter((part) => !/^\(.*\)$/.test(part));
    return { id, name: exportedName ?? id, path: parts.map((part) => (part.startsWith("[") ? crypto.randomUUID() : part)).join("/") || "/" };
  });

const LONG = "x".repeat(100_000);
/** Values in React's serialisation format, in which a leading `$` has a meaning. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1e308,
  "",
  "x",
  "constructor",
  "__proto__",
  "toString",
  LONG,
  "\u0000",
  "\ud800",
  [],
  {},
  [["a"]],
  { then: 1 },
  { length: 1 },
  { __proto__: null, toString: 1 },
  "$undefined",
  "$NaN",
  "$D2026-01-01",
  "$n123",
  "$Kff",
  "$@9",
  "$F1",
  "$Q1",
  "$W1",
  "$B1",
  "$Z",
  "$",
  "$$",
  "$1:constructor:constructor",
];

async function act(cookie: string, path: string, headers: Record<string, string>, body: BodyInit): Promise<{ status: number; text: string }> {
  const answer = await fetch(ground.portal.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin: ground.portal.url, accept: "text/x-component", ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

const session = (): Promise<string> => withSessionOf(ground.owner, ground.own.people.ciso.accountId);

/** Arguments with a form, in the parts in which React sends it. */
function withForm(args: readonly unknown[]): FormData {
  const body = new FormData();
  body.set("1_name", "x");
  body.set("0", JSON.stringify([...args, { status: "idle" }, "$K1"]));
  return body;
}

describe("M3 server actions", () => {
  it("M3 are complete in this test, each found by its name", () => {
    const names = actions().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(names).toEqual(expect.arrayContaining(["suspendOfficerAction", "leaveAction", "acceptInvitationAction", "tickForMinistryAction"]));
  });

  it("M3 report arguments of any shape as unreadable, without a failure", async () => {
    for (const { id, name, path } of actions()) {
      const cookie = await session();
      for (const value of HOSTILE) {
        const body = JSON.stringify([value, value, value, value]);
        const { status, text } = await act(cookie, path, { "next-action": id, "content-type": "text/plain;charset=UTF-8" }, body);
        const what = `${name} ${JSON.stringify(value).slice(0, 40)}`;
        // An empty form is valid, and a sign-out needs no arguments.
        if (value === "$Kff" || name === "signOutAction") expect(status, what).toBeLessThan(500);
        else expect([status, text], what).toEqual([400, expect.stringMatching(/^送られた内容を読み取れませんでした/)]);
      }
    }
  });

  it("M3 do not fail with a form and hostile bound arguments", async () => {
    for (const { id, name, path } of actions()) {
      const cookie = await session();
      for (const value of ["constructor", "x", LONG, null, {}, [], { toString: 1 }, "$undefined", "$Kff", "$@9", "$F1"]) {
        for (const bound of [[value], [value, value]]) {
          const { status, text } = await act(cookie, path, { "next-action": id }, withForm(bound));
          expect(status, `${name} ${JSON.stringify(bound).slice(0, 60)}`).toBeLessThan(500);
          expect(text).not.toMatch(/node_modules|\.next\/server|Prisma/);
        }
      }
    }
  });

  it.each([
    ["no arguments", "text/plain;charset=UTF-8", "[]"],
    ["nothing", "text/plain;charset=UTF-8", ""],
    ["no list", "text/plain;charset=UTF-8", '{"a":1}'],
    ["broken JSON", "text/plain;charset=UTF-8", "[1,"],
    ["a thousand arguments and more", "text/plain;charset=UTF-8", JSON.stringify(Array.from({ length: 2000 }, () => 1))],
    ["a broken form", "multipart/form-data; boundary=x", "foo"],
    ["a form without a boundary", "multipart/form-data", "foo"],
    ["an unknown type", "text/tea", "[]"],
    ["a body of two megabytes", "text/plain;charset=UTF-8", JSON.stringify(["x".repeat(2_000_000)])],
    ["deep nesting", "text/plain;charset=UTF-8", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
  ])("M3 sent %s, an action is refused with a message", async (_name, contentType, body) => {
    const action = actions().find(({ name }) => name === "suspendOfficerAction");
    const { status, text } = await act(await session(), action?.path ?? "/", { "next-action": action?.id ?? "", "content-type": contentType }, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).toMatch(/[ぁ-ん]/);
  });

  it("M3 leave one warning with the cause for an unreadable call", async () => {
    await new Promise((resolve) => setTimeout(resolve, 10_500)); // the lines of a kind are limited per ten seconds
    const before = ground.portal.written().length;
    const { id = "", path = "/" } = actions().find(({ name }) => name === "suspendOfficerAction") ?? {};
    for (const body of ["[null]", '["constructor","x"]', "[1,"])
      await act(await session(), path, { "next-action": id, "content-type": "text/plain;charset=UTF-8" }, body);
    const written = () => logLines(ground.portal.written().slice(before)).filter(({ msg }) => msg !== "more of the same");
    await expect.poll(() => written().length).toBeGreaterThanOrEqual(3); // the line is written when the response ends
    const lines = written();
    expect(lines.map(({ level, msg }) => `${level} ${msg}`)).toEqual(Array.from({ length: 3 }, () => "warn answered 400"));
    expect(lines[0]).toMatchObject({ method: "POST", error: { name: "MisshapenAction" } });
  });

  it.each(["00", "x", "__proto__", "constructor", "toString", "f".repeat(42), "0".repeat(42), "f".repeat(4000), "%00"])(
    "M3 an unknown action is refused with a message: %s",
    async (id) => {
      for (const [contentType, body] of [
        ["text/plain;charset=UTF-8", "[]"],
        ["application/x-www-form-urlencoded", "a=b"],
        ["multipart/form-data; boundary=x", "--x--\r\n"],
      ] as const) {
        const { status, text } = await act(await session(), "/account", { "next-action": id, "content-type": contentType }, body);
        expect(status, contentType).toBeGreaterThanOrEqual(400);
        expect(status, contentType).toBeLessThan(500);
        expect(text).toMatch(/[ぁ-ん]/);
      }
    },
  );

  it("M3 a form of a page without a script is parsed as strictly", async () => {
    for (const [field, value] of [
      ["$ACTION_ID_00", ""],
      [`$ACTION_ID_${"f".repeat(42)}`, ""],
      ["$ACTION_REF_1", ""],
      ["$ACTION_REF___proto__", ""],
      ["$ACTION_KEY", "x"],
    ] as const) {
      const body = new FormData();
      body.set(field, value);
      body.set("$ACTION_1:0", '{"id":"constructor","bound":"$@1"}');
      body.set("$ACTION_1:1", JSON.stringify([{ toString: 1 }]));
      const { status } = await act(await session(), "/account", {}, body);
      expect(status, field).toBeLessThan(500);
    }
  });
});
