import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/(portal)/checks/[sheet]/answer/route";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/lib/server/database/client";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { TEST_SECRET } from "@/tests/support/portal-server";
import { withSessionOf } from "@/tests/support/session";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

/* The form of a card when scripts are off: a refusal leads back to the page of the form with a message, and is audited. */
const ORIGIN = "http://127.0.0.1:3000";
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

/** Sends the form like a browser; the default fields are a valid answer. */
async function send({ who = "handler", sheet = fixture.sheets.handler, fields = {}, headers = {}, body }: Sent = {}): Promise<string> {
  const cookie = await withClient(own.ownerUrl, (client) => withSessionOf(client, world.people[who].accountId));
  const form = new URLSearchParams({ itemId: item(), version: "0", status: "partial", returnTo: returnTo(sheet), ...fields });
  const request = new Request(`${ORIGIN}/checks/${encodeURIComponent(sheet)}/answer`, {
    method: "POST",
    headers: { cookie, origin: ORIGIN, "content-type": FORM, ...headers },
    body: body ?? form.toString(),
  });
  const response = await POST(request, { params: Promise.resolve({ sheet }) });
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
  process.env["DATABASE_URL"] = own.appUrl;
  process.env["PORTAL_URL"] = ORIGIN;
  process.env["NEXTAUTH_SECRET"] = TEST_SECRET;
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

it("the longest texts fit", async () => {
  const fields = { status: "notApplicable", reason: "備".repeat(1_000), remark: "考\r\n".repeat(1_300), evidence: "根".repeat(1_000) };
  expect(await send({ fields })).toContain("?notice=saved#");
});

it("a visitor who is not signed in is led to the sign-in page", async () => {
  expect(await send({ headers: { cookie: "" } })).toBe("/login");
});

describe("refusals, each with its own code", () => {
  it.each([
    ["another site's", { origin: "https://elsewhere.example" }],
    ["one that hides where it is from", { origin: "null" }],
    ["one that does not say where it is from", { origin: "" }],
  ])("the form is %s", (_name, headers) => expectRefused("origin_mismatch", { headers }));

  it.each([
    ["an answer that there is not", { status: "perhaps" }],
    ["a version that is no number", { version: "x" }],
    ["a negative version", { version: "-1" }],
    ["a remark too long", { remark: "備".repeat(4_001) }],
  ])("%s", (_name, fields) => expectRefused("invalid_input", { fields }));

  it("no version", () => expectRefused("invalid_input", { body: new URLSearchParams({ itemId: item(), status: "partial", returnTo: returnTo() }).toString() }));

  it("an answer when somebody else has answered in the meantime", async () => {
    await saveAnswers(
      visitorFor(world, "handler"),
      { sheetId: fixture.sheets.handler, answers: [{ itemId: item(), status: "implemented", version: 0 }], mutationId: randomUUID() },
      NOW,
    );
    await expectRefused("stale_version", {});
  });

  it("an answer after handing in", async () => {
    const given = fixture.items.handler.map((itemId) => ({ itemId, status: "implemented", version: 0 }) as const);
    await saveAnswers(visitorFor(world, "handler"), { sheetId: fixture.sheets.handler, answers: given, mutationId: randomUUID() }, NOW);
    expect((await handInSheet(visitorFor(world, "handler"), { sheetId: fixture.sheets.handler, confirmedUnanswered: 0 }, NOW)).ok).toBe(true);
    await expectRefused("sheet_not_answerable", { fields: { version: "1" } });
  });

  it("another person's sheet", () => expectRefused("not_permitted", { who: "systemAdministrator" }));
  it("a sheet that does not exist", () => expectRefused("not_found", { sheet: "00000000-0000-4000-8000-000000000000" }));
  it("an item of another sheet", () => expectRefused("item_not_asked", { fields: { itemId: fixture.items.ciso[0] ?? "" } }));
  it("an item that does not exist", () => expectRefused("unknown_item", { fields: { itemId: "kuko-2:9.9" } }));
  it.each(["\u0000", `${"x".repeat(201)}`])("an invalid item id (%j)", (itemId) => expectRefused("not_found", { fields: { itemId } }));
});

describe("an unreadable body leads back to the page that the browser names", () => {
  const from = () => ({ referer: `${ORIGIN}/checks/${fixture.sheets.handler}/3.1.1?notice=saved#item-${item()}` });

  it.each(["application/json", "text/plain", "multipart/form-data; boundary=x", ""])("with the type %j", (type) =>
    expectRefused("unsupported_media_type", { headers: { "content-type": type, ...from() }, body: "{}" }),
  );

  it.each([64 * 1024, 1024 * 1024])("of more than %i bytes", (size) => expectRefused("too_large", { headers: from(), body: `remark=${"x".repeat(size)}` }));

  it("with an oversized declared length", () => expectRefused("too_large", { headers: { ...from(), "content-length": "999999999999" } }));

  it("or to the sheet", async () => {
    expect(await send({ headers: { "content-type": "text/plain" } })).toBe(`/checks/${fixture.sheets.handler}?notice=unsupported_media_type`);
  });
});

describe("the page after a refusal", () => {
  it.each(["https://elsewhere.example/", "//elsewhere.example", "/admin", "\u0000\r\n", "http://", "備考"])("is the sheet if %j is sent", async (place) => {
    expect(await send({ fields: { returnTo: place } })).toBe(`/checks/${fixture.sheets.handler}?notice=saved`);
  });

  it("is no page outside of the sheet", async () => {
    expect(await send({ fields: { returnTo: `/checks/${fixture.sheets.handler}/../../admin` } })).toBe(`/checks/${fixture.sheets.handler}?notice=saved`);
  });

  it.each(["x", "\u0000\n", "../admin"])("is the list of sheets if %j is no valid sheet id, and the refusal is audited", async (sheet) => {
    const before = (await audit()).length;
    expect(await send({ sheet })).toBe("/checks");
    expect((await audit()).slice(before)).toEqual([{ action: "sheet.answer", target: "sheet", code: "not_found" }]);
  });
});
