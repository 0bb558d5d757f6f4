import { expect, it } from "vitest";
import { demoSignIns } from "@/lib/demo/sign-ins";
import { claimKind } from "@/lib/runtime/data-kind";
import { withClient } from "@/lib/runtime/portal-logins";
import { demoPeople } from "@/lib/server/auth/demo-people";
import { setDemoSignIns } from "@/lib/server/auth/demo-sign-ins";
import { closeDatabase } from "@/lib/server/database/client";
import { createDatabase } from "@/tests/support/database";
import { serveDatabase } from "@/tests/support/served-database";

it("M4 the web server offers the fictional people only on a database of the demo, whatever its environment", async () => {
  const own = await createDatabase();
  serveDatabase(own, { PORTAL_DEMO: "1" });
  // As the server does when it starts.
  setDemoSignIns(() => Promise.resolve(demoSignIns()));
  expect(await demoPeople()).toEqual([]);
  await withClient(own.ownerUrl, (client) => client.query("UPDATE installation SET kind = 'production'"));
  expect(await demoPeople()).toEqual([]);
  await withClient(own.ownerUrl, (client) => client.query("UPDATE installation SET kind = NULL"));
  await withClient(own.ownerUrl, (client) => claimKind(client, true));
  expect((await demoPeople()).length).toBeGreaterThan(0);
  await closeDatabase();
  await own.drop();
});
