import { expect, it } from "vitest";
import { dispatch } from "@/lib/http/dispatch";
import { OPERATIONS } from "@/lib/http/operations";
import { database } from "@/prisma/client";

it("answers 503 with a stable code while the database cannot be reached", async () => {
  process.env["DATABASE_URL"] = "postgresql://portal:portal@127.0.0.1:1/portal";
  process.env["PORTAL_URL"] = "http://127.0.0.1:3000";
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests, at least 32 characters";
  const request = new Request("http://127.0.0.1:3000/api/v1/me", { headers: { authorization: "Bearer portal_pat_x" } });
  const response = await dispatch(OPERATIONS, request, ["me"]);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: "temporarily_unavailable", status: 503 });
  await database().$disconnect();
});
