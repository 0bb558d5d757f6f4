import { afterAll, beforeAll, expect } from "vitest";
import { type Answer, type Call, call, type Problem } from "@/tests/support/api";
import { type CycleFixture, makeCycle, wrongTallies } from "@/tests/support/cycle-fixture";
import { auditSince, contentDigest, type HttpGround, lastAudit, openHttpGround } from "@/tests/support/http-ground";
import type { Outsider, Person } from "@/tests/support/world";

/* Bad input gets the right status, a stable code, a Japanese detail and an audit entry, and writes nothing else. */
export let ground: HttpGround;
export let fixture: CycleFixture;

export const ask = (who: Person | Outsider, request: string, sent: Call = {}): Promise<Answer> => {
  const [method = "", path = ""] = request.split(" ");
  return call(ground.portal, method, path, { token: who.token, ...sent });
};

/** Expects the refusal in Japanese, its audit entry, and no other write. */
export async function expectRefused(who: Person | Outsider, request: string, sent: Call, status: number, code: string): Promise<Problem> {
  const [since, before] = [await lastAudit(ground.owner), await contentDigest(ground.owner)];
  const answer = await ask(who, request, sent);
  expect([answer.status, answer.contentType.split(";")[0]], answer.text.slice(0, 400)).toEqual([status, "application/problem+json"]);
  const problem = answer.as<Problem>();
  expect(problem).toMatchObject({
    status,
    code,
    type: `urn:portal:problem:${code}`,
    title: expect.stringMatching(/[ぁ-んァ-ヶ一-龠]/) as unknown,
    detail: expect.stringMatching(/[ぁ-んァ-ヶ]/) as unknown,
  });
  expect(await contentDigest(ground.owner), "nothing was written").toBe(before);
  const rows = await auditSince(ground.owner, who.accountId, since);
  expect(
    rows.map(({ outcome, detail }) => [outcome, detail.code]),
    "one audit row, of the refusal",
  ).toEqual([["refused", code]]);
  return problem;
}

export const handler = (): Person => ground.own.people.handler;
export const item = (index = 0): string => fixture.items.handler[index] ?? "";
export const answerPath = (itemId = item(), sheet = fixture.sheets.handler): string => `/sheets/${sheet}/answers/${encodeURIComponent(itemId)}`;
export const put = (itemId = item(), sheet = fixture.sheets.handler): string => `PUT ${answerPath(itemId, sheet)}`;
export const answer = { status: "implemented", version: 1 } as const;

/** A portal with an open cycle, for the test file that calls it; checks its tallies and its log afterwards. */
export function prepareBadInputGround(): void {
  beforeAll(async () => {
    ground = await openHttpGround();
    fixture = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
  });
  afterAll(async () => {
    expect(await wrongTallies(ground.owner, ground.own.operatorId)).toEqual([]);
    expect(ground.portal.written(), "the portal wrote no error").not.toMatch(/Error:|unhandled|"level":"(?:error|fatal)"/i);
    await ground.close();
  });
}
