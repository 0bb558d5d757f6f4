import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type pg from "pg";
import { TEST_SECRET } from "@/tests/support/portal-server";
import { insert } from "@/tests/support/world";

/** The cookie of a signed-in browser, in next-auth's format. */
export async function withSessionOf(owner: pg.ClientBase, accountId: string, secret: string = TEST_SECRET): Promise<string> {
  const sessionId = randomUUID();
  await insert(owner, "session", [{ id: sessionId, account_id: accountId, created_at: new Date().toISOString(), expires_at: "2099-01-01T00:00:00Z" }]);
  const token = await encode({ token: { sub: accountId, sessionId }, secret });
  return `next-auth.session-token=${token}`;
}
