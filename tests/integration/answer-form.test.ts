import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/(portal)/checks/[sheet]/answer/route";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/lib/server/database/client";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase, TEST_ORIGIN } from "@/tests/support/served-database";
import { withSessionOf } from "@/tests/support/session";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

/* The form of a card when scripts are off: a refusal leads back to the page of the form with a message, and is audited. */
const FORM = "application/x-www-form-urlencoded";
const NOW = new Date("2026-11-20T05:00:00Z");
let own: TestDatabase;
let world: World;
let fixture: CycleFixture;

const rows = <Row extends object>(sql: string, values: unknown[]) => withClient(own.ownerUrl, async (client) => (await client.query<Row>(sql, values)).rows);
const item = (): string => fixture.items.handler[0] ?? "";
const returnTo = (sheet = fixture.sheets.handler): string => `/checks/${sheet}/3.1.1#item-${item()}`;

interface Sent {
  readonly who?: OperatorRole;
  readonly sheet?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
}

/** The response to the form, sent like a browser does; the default fields are a valid answer. */
async function post({ who = "handler", sheet = fixture.sheets.handler, fields = {}, headers = {}, body }: Sent = {}): Promise<Response> {
  const cookie = await withClient(own.ownerUrl, (client) => withSessionOf(client, world.people[who].accountId));
  const form = new URLSearchParams({ itemId: item(), version: "0", status: "partial", returnTo: returnTo(sheet), ...fields });
  const request = new Request(`${TEST_ORIGIN}/checks/${encodeURIComponent(sheet)}/answer`, {
    method: "POST",
    headers: { cookie, origin: TEST_ORIGIN, "content-type": FORM, ...headers },
    body: body ?? form.toString(),
  });
  return POST(request, { params: Promise.resolve({ sheet }) });
}

/** Where the form leads to. */
async function send(sent: Sent = {}): Promise<string> {
  const response = await post(sent);
  expect(response.status).toBe(303);
  return response.headers.get("location") ?? "";
}

const answers = () => rows("SELECT item_id, status, remark FROM answer WHERE sheet_id = $1", [fixture.sheets.handler]);
const audit = (who: OperatorRole = "handler") =>
  rows<{ action: string; target: string; code: string }>(
    "SELECT action, target, detail->>'code' AS code FROM audit WHERE account_id = $1 AND outcome = 'refused' ORDER BY id",
    [world.people[who].accountId],
  );

/** Expects a refusal with the code: back to the card with its message, one audit entry, nothing written. */
async function expectRefused(code: string, sent: Sent): Promise<void> {
  const sheet = sent.sheet ?? fixture.sheets.handler;
  const before = [await answers(), (await audit(sent.who)).length] as const;
  expect(await send(sent)).toBe(`/checks/${sheet}/3.1.1?notice=${code}#item-${item()}`);
  expect(await answers()).toEqual(before[0]);
  expect((await audit(sent.who)).slice(before[1])).toEqual([{ action: "sheet.answer", target: `sheet/${sheet}`, code }]);
}

beforeAll(async () => {
  own = await createDatabase();
  serveDatabase(own);
  world = await withClient(own.ownerUrl, (client) => makeOperator(client, "kuko", "試験空港"));
});
beforeEach(async () => {
  fixture = await withClient(own.ownerUrl, (client) => makeCycle(client, world, { sheets: "notStarted" }));
});
afterAll(async () => {
  await closeDatabase();
  await own.drop();
});

it("an answer is saved and leads back to its card", async () => {
  expect(await send({ fields: { remark: "確かめた" } })).toBe(`/checks/${fixture.sheets.handler}/3.1.1?notice=saved#item-${item()}`);
  expect(await answers()).toEqual([{ item_id: item(), status: "partial", remark: "確かめた" }]);
});

it("M8 the account that the form was made for is no part of the answer", async () => {
  const fields = { $sender: world.people.handler.accountId, remark: "確かめた" };
  expect(await send({ fields })).toContain("?notice=saved#");
  expect(await answers()).toEqual([{ item_id: item(), status: "partial", remark: "確かめた" }]);
});

it("the longest texts are saved", async () => {
  const fields = { status: "notApplicable", reason: "備".repeat(1_000), remark: "考\r\n".repeat(1_300), evidence: "根".repeat(1_000) };
  expect(await send({ fields })).toContain("?notice=saved#");
});

it("a visitor who is not signed in is led to the sign-in page", async () => {
  expect(await send({ headers: { cookie: "" } })).toBe("/login");
});

describe("the form is refused with the code of its reason", () => {
  it.each([
    ["another site", { origin: "https://elsewhere.example" }],
    ["a site that hides its name", { origin: "null" }],
    ["a place that it does not say", { origin: "" }],
  ])("a form from %s is refused", (_name, headers) => expectRefused("origin_mismatch", { headers }));

  it.each([
    ["an answer that there is not", { status: "perhaps" }],
    ["a version that is no number", { version: "x" }],
    ["a negative version", { version: "-1" }],
    ["a remark of spaces only, and no answer that there is", { status: "perhaps", remark: " \u3000\n" }],
  ])("a form with %s is refused", (_name, fields) => expectRefused("invalid_input", { fields }));

  it("a form without a version is refused", () =>
    expectRefused("invalid_input", { body: new URLSearchParams({ itemId: item(), status: "partial", returnTo: returnTo() }).toString() }));

  it("an answer is refused if somebody else has answered in the meantime", async () => {
    await saveAnswers(
      visitorFor(world, "handler"),
      { sheetId: fixture.sheets.handler, answers: [{ itemId: item(), status: "implemented", version: 0 }], mutationId: randomUUID() },
      NOW,
    );
    await expectRefused("stale_version", {});
  });

  it("an answer after handing in is refused", async () => {
    const given = fixture.items.handler.map((itemId) => ({ itemId, status: "implemented", version: 0 }) as const);
    await saveAnswers(visitorFor(world, "handler"), { sheetId: fixture.sheets.handler, answers: given, mutationId: randomUUID() }, NOW);
    expect((await handInSheet(visitorFor(world, "handler"), { sheetId: fixture.sheets.handler, confirmedUnanswered: 0 }, NOW)).ok).toBe(true);
    await expectRefused("sheet_not_answerable", { fields: { version: "1" } });
  });

  it("an answer on another person's sheet is refused", () => expectRefused("not_permitted", { who: "systemAdministrator" }));
  it("an answer on a sheet that does not exist is refused", () => expectRefused("not_found", { sheet: "00000000-0000-4000-8000-000000000000" }));
  it("an answer to an item of another sheet is refused", () => expectRefused("item_not_asked", { fields: { itemId: fixture.items.ciso[0] ?? "" } }));
  it("an answer to an item that does not exist is refused", () => expectRefused("unknown_item", { fields: { itemId: "kuko-2:9.9" } }));
  it.each(["\u0000", `${"x".repeat(201)}`])("an invalid item id (%j) is refused as not found", (itemId) => expectRefused("not_found", { fields: { itemId } }));
});

describe("M7 texts that were not saved stay on a page, to be copied", () => {
  const saveFirst = () =>
    saveAnswers(
      visitorFor(world, "handler"),
      { sheetId: fixture.sheets.handler, answers: [{ itemId: item(), status: "implemented", version: 0 }], mutationId: randomUUID() },
      NOW,
    );
  /** The page after a refusal, with one audit entry and nothing written. */
  async function kept(code: string, sent: Sent): Promise<{ status: number; html: string }> {
    const before = [await answers(), (await audit(sent.who)).length] as const;
    const response = await post(sent);
    expect(await answers()).toEqual(before[0]);
    expect((await audit(sent.who)).slice(before[1])).toEqual([{ action: "sheet.answer", target: `sheet/${fixture.sheets.handler}`, code }]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    return { status: response.status, html: await response.text() };
  }

  it("somebody else answered in the meantime: all typed texts, marked up as text, and the way to the present answer", async () => {
    await saveFirst();
    const fields = { status: "partial", remark: "\n<b>監視</b>\r\n来期 & 以降", evidence: "</textarea>規程集" };
    const { status, html } = await kept("stale_version", { fields });
    expect(status).toBe(409);
    expect(html).toContain("先に保存しています");
    expect(html).toContain('<label>備考<br><textarea readonly rows="5">\n\n&lt;b&gt;監視&lt;/b&gt;\r\n来期 &amp; 以降</textarea>');
    expect(html).toContain("&lt;/textarea&gt;規程集</textarea>");
    expect(html).not.toContain("理由<br>");
    expect(html).toContain(`href="/checks/${fixture.sheets.handler}/3.1.1#item-${item()}"`);
  });

  it.each([
    ["a text too long", "invalid_input", 422, { remark: "備".repeat(4_001) }],
    ["an item that this sheet does not ask", "item_not_asked", 422, { reason: "設備がない" }],
    ["another site's form", "origin_mismatch", 403, { evidence: "規程" }],
  ] as const)("%s", async (_name, code, status, texts) => {
    const itemId = code === "item_not_asked" ? { itemId: fixture.items.ciso[0] ?? "" } : {};
    const headers: Record<string, string> = code === "origin_mismatch" ? { origin: "https://elsewhere.example" } : {};
    const found = await kept(code, { fields: { ...texts, ...itemId }, headers });
    expect(found.status).toBe(status);
    for (const text of Object.values(texts)) expect(found.html).toContain(text);
  });

  it("the texts of an earlier version, which nobody typed, need no page", async () => {
    await saveFirst();
    expect(await send({ fields: { remark: "前の備考", earlier: "yes" } })).toContain("notice=stale_version");
  });
});

describe("a refusal has the name of the use case that the form asks for", () => {
  const REMARK = "00000000-0000-4000-8000-000000000001";

  it.each([
    ["a remark that no id names", "not_found", { remarkId: "x", done: "yes", reply: "" }, {}],
    ["a reply that is too long", "invalid_input", { remarkId: REMARK, done: "yes", reply: "返".repeat(4_001) }, {}],
    ["a response from another site", "origin_mismatch", { remarkId: REMARK, done: "yes", reply: "" }, { origin: "https://elsewhere.example" }],
  ] as const)("M12 %s is recorded as a response to a remark", async (_name, code, fields, headers) => {
    const before = (await audit()).length;
    const response = await post({ fields, headers });
    expect([303, 422]).toContain(response.status);
    expect((await audit()).slice(before)).toEqual([{ action: "itemRemark.respond", target: `sheet/${fixture.sheets.handler}`, code }]);
  });
});

describe("an unreadable body leads back to the page that the browser names", () => {
  const from = () => ({ referer: `${TEST_ORIGIN}/checks/${fixture.sheets.handler}/3.1.1?notice=saved#item-${item()}` });

  it.each(["application/json", "text/plain", "multipart/form-data; boundary=x", ""])("a body of the type %j leads back", (type) =>
    expectRefused("unsupported_media_type", { headers: { "content-type": type, ...from() }, body: "{}" }),
  );

  it.each([64 * 1024, 1024 * 1024])("a body of more than %i bytes leads back", (size) =>
    expectRefused("too_large", { headers: from(), body: `remark=${"x".repeat(size)}` }),
  );

  it("a body with an oversized declared length leads back", () => expectRefused("too_large", { headers: { ...from(), "content-length": "999999999999" } }));

  it("it leads to the sheet if the browser names no page", async () => {
    expect(await send({ headers: { "content-type": "text/plain" } })).toBe(`/checks/${fixture.sheets.handler}?notice=unsupported_media_type`);
  });
});

describe("the page after a refusal", () => {
  it.each(["https://elsewhere.example/", "//elsewhere.example", "/admin", "\u0000\r\n", "http://", "備考"])(
    "the page after an answer is the sheet if %j is sent",
    async (place) => {
      expect(await send({ fields: { returnTo: place } })).toBe(`/checks/${fixture.sheets.handler}?notice=saved`);
    },
  );

  it("the page after an answer is none outside of the sheet", async () => {
    expect(await send({ fields: { returnTo: `/checks/${fixture.sheets.handler}/../../admin` } })).toBe(`/checks/${fixture.sheets.handler}?notice=saved`);
  });

  it.each(["x", "\u0000\n", "../admin"])(
    "the page after a refusal is the list of sheets if %j is no valid sheet id, and the refusal is audited",
    async (sheet) => {
      const before = (await audit()).length;
      expect(await send({ sheet })).toBe("/checks");
      expect((await audit()).slice(before)).toEqual([{ action: "sheet.answer", target: "sheet", code: "not_found" }]);
    },
  );
});
