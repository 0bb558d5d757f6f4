import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/(portal)/operator/people/invitations/file/route";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/lib/server/database/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase, TEST_ORIGIN } from "@/tests/support/served-database";
import { withSessionOf } from "@/tests/support/session";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

/* The form that answers with a file of links: what is refused makes none, says why and is audited. */
let own: TestDatabase;
let world: World;

const rows = <Row extends object>(sql: string) => withClient(own.ownerUrl, async (client) => (await client.query<Row>(sql)).rows);
const links = async (): Promise<number> => (await rows("SELECT 1 FROM access_token")).length;
const refusals = () =>
  rows<{ action: string; target: string; code: string }>(
    "SELECT action, target, detail->>'code' AS code FROM audit WHERE outcome = 'refused' AND action = 'people.inviteAll' ORDER BY id",
  );

interface Sent {
  readonly who?: OperatorRole;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send({ who = "secretariat", body = new URLSearchParams({ onlyMissing: "1" }).toString(), headers = {} }: Sent = {}): Promise<Response> {
  const cookie = await withClient(own.ownerUrl, (client) => withSessionOf(client, world.people[who].accountId));
  return POST(
    new Request(`${TEST_ORIGIN}/operator/people/invitations/file`, {
      method: "POST",
      headers: { cookie, origin: TEST_ORIGIN, "content-type": "application/x-www-form-urlencoded", ...headers },
      body,
    }),
  );
}

beforeAll(async () => {
  own = await createDatabase();
  serveDatabase(own);
  world = await withClient(own.ownerUrl, (client) => makeOperator(client, "kuko", "試験空港"));
});
afterAll(async () => {
  await closeDatabase();
  await own.drop();
});

describe("C1 the form that answers with the file of links", () => {
  it.each([
    ["for those without a link", { onlyMissing: "1" }],
    ["from the first", { after: "" }],
  ])("C1 a valid form is answered with a file that is kept nowhere: %s", async (_name, fields) => {
    const response = await send({ body: new URLSearchParams(fields).toString() });
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; .*%E6%8B%9B%E5%BE%85/);
    expect(await response.text()).toContain("招待リンク,有効期限");
  });

  it("C1 somebody who is not signed in is led to the sign-in page", async () => {
    const response = await send({ headers: { cookie: "" } });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/login"]);
  });

  it.each([
    ["of another site", 403, "origin_mismatch", { headers: { origin: "https://elsewhere.example" } }],
    ["of somebody who may not", 403, "not_permitted", { who: "handler" }],
    ["after nobody that there can be", 422, "invalid_input", { body: "after=x" }],
    ["of another type", 415, "unsupported_media_type", { headers: { "content-type": "text/plain" } }],
    ["of parts", 415, "unsupported_media_type", { headers: { "content-type": "multipart/form-data; boundary=x" }, body: "--x--" }],
    ["that is too large", 413, "too_large", { body: `onlyMissing=1&more=${"x".repeat(64 * 1024)}` }],
    ["that says to be too large", 413, "too_large", { headers: { "content-length": "999999999999" } }],
  ] as const satisfies readonly (readonly [string, number, string, Sent])[])(
    "M12 a form %s is refused in words, makes no link and is audited",
    async (_name, status, code, sent) => {
      const before = [await links(), (await refusals()).length] as const;
      const response = await send(sent);
      expect([response.status, response.headers.get("content-type")]).toEqual([status, "text/plain; charset=utf-8"]);
      expect(await response.text()).toMatch(/。$/);
      expect(await links()).toBe(before[0]);
      expect((await refusals()).slice(before[1])).toEqual([
        { action: "people.inviteAll", target: expect.stringMatching(/^(people|operator\/)/) as string, code },
      ]);
    },
  );
});
