import { afterAll, beforeAll, expect, it } from "vitest";
import { EXIT_FAILED, EXIT_OK } from "@/lib/cli/command";
import { main } from "@/lib/cli/main";
import { withClient } from "@/lib/runtime/portal-logins";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let own: TestDatabase;
const said: string[] = [];
const run = (...args: string[]) => main(args, { out: (text) => said.push(text), error: (text) => said.push(text), directory: process.cwd() });

beforeAll(async () => {
  own = await createDatabase();
  Object.assign(process.env, { DATABASE_URL: own.appUrl, DATABASE_OWNER_URL: own.ownerUrl });
});
afterAll(() => own.drop());

it("recount and token create report in Japanese that the database is not migrated", async () => {
  expect(await run("recount")).toBe(EXIT_OK);
  await withClient(own.ownerUrl, (client) => client.query("DROP SCHEMA public CASCADE"));
  for (const args of [["recount"], ["recount", "--repair"], ["token", "create", "--email", "a@example.jp"]]) {
    said.length = 0;
    expect(await run(...args), args.join(" ")).toBe(EXIT_FAILED);
    expect(said.join("\n"), args.join(" ")).toMatch(/移行.*npm run -s portal -- migrate/);
  }
});
