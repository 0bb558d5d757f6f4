import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GUESSES_ALLOWED } from "@/lib/server/auth/guesses";
import { call, type Problem } from "@/tests/support/api";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";

let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(() => ground.close());

const guess = () => call(ground.portal, "GET", "/me", { token: `portal_pat_${randomBytes(32).toString("base64url")}` });

describe("M3 invalid tokens", () => {
  it("M3 get 429 after a while, and a valid token from the same source still works", async () => {
    const answers = [];
    for (let count = 0; count < GUESSES_ALLOWED + 5; count += 1) answers.push(await guess());
    expect(new Set(answers.slice(0, GUESSES_ALLOWED).map(({ status }) => status))).toEqual(new Set([401]));
    const last = answers.at(-1);
    expect([last?.status, last?.as<Problem>().code]).toEqual([429, "too_many_attempts"]);
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await call(ground.portal, "GET", "/me", { token: ground.own.people.ciso.token })).status).toBe(200);
  });
});
