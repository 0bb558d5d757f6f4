import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Answer } from "@/tests/support/api";
import { answer, ask, expectRefused, fixture, ground, handler, item, prepareBadInputGround, put } from "@/tests/support/bad-input-ground";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { contentDigest } from "@/tests/support/http-ground";
import { insert } from "@/tests/support/world";

prepareBadInputGround();

describe("an invalid answer is refused with the code of its reason", () => {
  it.each([
    ["an item that no guideline has", "kuko-2:9.9.9:1", 422, "unknown_item"],
    ["an item of the other guideline", "shishin-3:2.1:1", 422, "unknown_item"],
    ["a text that is no item", "'; DROP TABLE answer; --", 422, "unknown_item"],
    ["an item with a NUL in its name", "kuko-2:\u0000", 422, null],
  ])("%s", async (_name, itemId, status, code) => {
    if (code === null) expect([404, 422]).toContain((await ask(handler(), put(itemId), { json: answer })).status);
    else await expectRefused(handler(), put(itemId), { json: answer }, status, code);
  });

  it("an item asked of another role", async () => {
    const asked = fixture.items.ciso.find((id) => !fixture.items.handler.includes(id)) ?? "";
    await expectRefused(handler(), put(asked), { json: answer }, 422, "item_not_asked");
  });

  it("an answer after handing in, and after answering was closed", async () => {
    const { owner, own } = ground;
    const handedIn = await makeCycle(owner, own, { sheets: "handedIn" });
    const accepted = await makeCycle(owner, own, { state: "reviewing", sheets: "accepted" });
    const late = await makeCycle(owner, own, { state: "reviewing", sheets: "inProgress" });
    for (const { sheets, items } of [handedIn, accepted, late]) {
      await expectRefused(handler(), put(items.handler[0], sheets.handler), { json: answer }, 409, "sheet_not_answerable");
      const answers = items.handler.map((itemId) => ({ itemId, ...answer }));
      await expectRefused(handler(), `POST /sheets/${sheets.handler}/answers`, { json: { mutationId: randomUUID(), answers } }, 409, "sheet_not_answerable");
    }
    await expectRefused(handler(), `POST /sheets/${handedIn.sheets.handler}/hand-in`, { json: {} }, 409, "wrong_state");
  });

  it.each([0, 2, 7, 2_147_483_648, Number.MAX_SAFE_INTEGER])("a stale version (%d), with the answer that stands", async (version) => {
    const problem = await expectRefused(handler(), put(), { json: { ...answer, version } }, 409, "stale_version");
    expect(problem.current).toMatchObject({ itemId: item(), status: "implemented", remark: "点検の備考", version: 1, byName: handler().name, bySelf: true });
  });

  it("該当なし without a reason prevents handing in", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
    const [first = ""] = cycle.items.handler;
    const saved = await ask(handler(), put(first, cycle.sheets.handler), { json: { status: "notApplicable", version: 1 } });
    expect(saved.as<{ needsReason: boolean }>(), saved.text).toMatchObject({ needsReason: true });
    const problem = await expectRefused(
      handler(),
      `POST /sheets/${cycle.sheets.handler}/hand-in`,
      { json: { confirmedUnanswered: 1 } },
      422,
      "reason_required",
    );
    expect(problem.list).toEqual([first]);
  });

  it("handing in with another number of unanswered measures than confirmed", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    await ask(handler(), put(cycle.items.handler[0], cycle.sheets.handler), { json: { status: "implemented", version: 0 } });
    for (const confirmedUnanswered of [undefined, 0, 1, 3]) {
      const problem = await expectRefused(
        handler(),
        `POST /sheets/${cycle.sheets.handler}/hand-in`,
        { json: { confirmedUnanswered } },
        409,
        "confirmation_required",
      );
      expect(problem.current).toEqual({ unanswered: 2 });
    }
  });
});

describe("repeating and batches", () => {
  const batch = (mutationId: string, cycle: CycleFixture, version: number, status = "partial") => ({
    json: { mutationId, answers: cycle.items.handler.map((itemId) => ({ itemId, status, version })) },
  });

  it("the same mutationId gets the first result and writes once, even ten times at once and after handing in", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    const mutationId = randomUUID();
    const path = `POST /sheets/${cycle.sheets.handler}/answers`;
    const all = await Promise.all(Array.from({ length: 10 }, () => ask(handler(), path, batch(mutationId, cycle, 0))));
    const [first] = all as [Answer];
    for (const { status, as } of all) expect([status, as()]).toEqual([200, first.as()]);
    await expectRefused(handler(), path, batch(mutationId, cycle, 0, "implemented"), 409, "mutation_mismatch");
    await ask(handler(), `POST /sheets/${cycle.sheets.handler}/hand-in`, { json: {} });
    const before = await contentDigest(ground.owner);
    const late = await ask(handler(), path, batch(mutationId, cycle, 0));
    expect([late.status, late.as()]).toEqual([200, first.as()]);
    expect(await contentDigest(ground.owner)).toBe(before);
    const { rows } = await ground.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM answer_history WHERE sheet_id = $1", [cycle.sheets.handler]);
    expect(rows[0]?.n).toBe(cycle.items.handler.length);
  });

  it("another account's mutationId on the same sheet is refused", async () => {
    const { owner, own } = ground;
    const cycle = await makeCycle(owner, own, { sheets: "notStarted" });
    await insert(owner, "sheet_respondent", [{ operator_id: own.operatorId, sheet_id: cycle.sheets.system, person_id: own.people.colleague.personId }]);
    const mutationId = randomUUID();
    const [itemId = ""] = cycle.items.system;
    const one = (version: number) => ({ json: { mutationId, answers: [{ itemId, status: "partial", version }] } });
    expect((await ask(own.people.systemAdministrator, `POST /sheets/${cycle.sheets.system}/answers`, one(0))).status).toBe(200);
    await expectRefused(own.people.colleague, `POST /sheets/${cycle.sheets.system}/answers`, one(1), 409, "mutation_mismatch");
    await expectRefused(
      own.people.colleague,
      put(itemId, cycle.sheets.system),
      { json: { status: "partial", version: 1, mutationId } },
      409,
      "mutation_mismatch",
    );
  });

  it.each([
    ["an unknown item", { itemId: "kuko-2:9.9.9:9", status: "partial", version: 0 }, 422, "unknown_item"],
    ["a stale version", { version: 4 }, 409, "stale_version"],
    ["an item twice", null, 422, "invalid_input"],
    ["half a character", { remark: "\ud800" }, 422, "invalid_input"],
    ["a remark that is too long", { remark: "備".repeat(4_001) }, 422, "invalid_input"],
  ] as const)("a batch whose last answer is invalid (%s) writes nothing", async (_name, last, status, code) => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    const good = cycle.items.handler.map((itemId) => ({ itemId, status: "implemented", version: 0 }));
    const bad = last === null ? good[0]! : { ...good.at(-1)!, ...last };
    const answers = "itemId" in (last ?? {}) || last === null ? [...good, bad] : [...good.slice(0, -1), bad];
    const problem = await expectRefused(
      handler(),
      `POST /sheets/${cycle.sheets.handler}/answers`,
      { json: { mutationId: randomUUID(), answers } },
      status,
      code,
    );
    if (problem.fields) expect(problem.fields[0]?.path).toMatch(new RegExp(`^answers\\.${answers.length - 1}\\.`));
  });
});
