import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { cycle } from "@/lib/features/cycles/record/record";
import { enteredIn } from "@/lib/server/use-cases/command-form";
import { dispatch } from "@/lib/server/use-cases/dispatch";
import { openApiDocument } from "@/lib/server/use-cases/openapi";
import { operationsOf } from "@/lib/server/use-cases/registry";
import { command, post } from "@/lib/server/use-cases/use-case";
import { line } from "@/lib/validation/plain-text";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { NOW, roundsGround } from "@/tests/support/rounds";
import { TEST_ORIGIN } from "@/tests/support/served-database";
import { makeOperator, type OperatorRole } from "@/tests/support/world";

const ground = roundsGround();
const DAY = 86_400_000;
const NAME = "cycle.demonstrate";

/** The complete declaration of a new use case. */
const demonstrate = command({
  name: NAME,
  may: "cycle.plan",
  api: post("/cycles/{cycleId}/demonstration", "demonstrate", "見本", "名前を変えて見せる"),
  on: cycle.exclusive,
  input: z.strictObject({ title: line("名前", 20), fails: z.boolean().optional() }),
  output: z.object({ id: z.uuid(), title: z.string() }),
  refuses: ["wrong_state"],
  keeps: ["title"],
  wayBack: { by: NAME },
  async run({ transaction, subject, input: { title, fails }, addDetail, keepChange, each }) {
    addDetail({ letters: title.length });
    keepChange({ before: { title: subject.title }, after: { title } });
    each([{ place: `demonstration/${title}/1` }, { place: `demonstration/${title}/2` }]);
    await transaction.cycle.updateMany({ where: { operatorId: subject.operatorId, id: subject.id }, data: { title } });
    return fails ? refused(refusal("wrong_state", "見本なので、断ります。")) : granted({ id: subject.id, title });
  },
});
const operations = operationsOf({ demonstrate, beside: () => 0 });

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function ask(role: OperatorRole, cycleId: string, body: unknown): Promise<Answer> {
  const request = new Request(`${TEST_ORIGIN}/api/v1/cycles/${cycleId}/demonstration`, {
    method: "POST",
    headers: { authorization: `Bearer ${ground.world.people[role].token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const response = await dispatch(operations, request, ["cycles", cycleId, "demonstration"]);
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const titleOf = async (cycleId: string) => (await ground.owner.query("SELECT title FROM cycle WHERE id = $1", [cycleId])).rows[0]?.title as string;
const audited = async () => (await ground.owner.query("SELECT target, outcome, detail FROM audit WHERE action = $1 ORDER BY id", [NAME])).rows;
const events = async () =>
  (await ground.owner.query("SELECT object, at, expires_at, operator_id, account_id, capacity FROM outbox WHERE event = $1 ORDER BY id", [NAME])).rows;

describe("C1 a use case declared once", () => {
  it("C1 provides the API's route, its document, the permission decision, 404 and 403, the audit entries and the events", async () => {
    const { cycleId } = await ground.fixture({ state: "planned" });
    const { operatorId, people } = ground.world;
    const [earlier, before] = [(await audited()).length, (await events()).length];
    expect(await ask("secretariat", cycleId, { title: "見せた名前" })).toEqual({ status: 200, json: { id: cycleId, title: "見せた名前" } });
    expect(await titleOf(cycleId)).toBe("見せた名前");
    const detail = { title: "見せた名前", letters: 5, before: { title: expect.any(String) as string }, after: { title: "見せた名前" } };
    const places = [`cycle/${cycleId}`, "demonstration/見せた名前/1", "demonstration/見せた名前/2"];
    expect((await audited()).slice(earlier)).toEqual(places.map((target) => ({ target, outcome: "done", detail })));
    const told = (await events()).slice(before);
    expect(told).toMatchObject(
      places.map((object) => ({
        ...{ object, operator_id: operatorId, account_id: people.secretariat.accountId },
        capacity: { kind: "post", role: "secretariat", departmentId: null, systemId: null },
      })),
    );
    for (const { at, expires_at: ends } of told as { at: Date; expires_at: Date }[]) expect(ends.getTime() - at.getTime()).toBe(14 * DAY);
    const document = openApiDocument(operations) as { paths: Record<string, { post: { operationId: string } }> };
    expect(document.paths["/cycles/{cycleId}/demonstration"]?.post.operationId).toBe("demonstrate");
    const form = new FormData();
    for (const [control, text] of Object.entries({ title: "書いた名前", unknown: "x" })) form.set(control, text);
    expect(enteredIn(demonstrate.declaration.input, form)).toEqual({ title: "書いた名前", fails: false });
  });

  it("C1 leaves only an audit entry when refused, no event and no change, and names who may do it", async () => {
    const { cycleId } = await ground.fixture({ state: "planned" });
    const other = await makeOperator(ground.owner, "airport-test", "乙空港");
    const theirs = await makeCycle(ground.owner, other, { state: "planned" });
    const [before, earlier, done] = [await titleOf(cycleId), (await audited()).length, (await events()).length];
    expect(await ask("handler", cycleId, { title: "だめ" })).toMatchObject({
      status: 403,
      json: { code: "not_permitted", detail: "この操作の権限がありません。できるのはCISO・事務局です。" },
    });
    expect(await ask("ciso", cycleId, { title: "だめ", fails: true })).toMatchObject({ status: 409, json: { code: "wrong_state" } });
    const [missing, foreign] = [
      await ask("ciso", "00000000-0000-4000-8000-000000000000", { title: "だめ" }),
      await ask("ciso", theirs.cycleId, { title: "だめ" }),
    ];
    expect(missing).toMatchObject({ status: 404 });
    expect(foreign).toEqual(missing);
    expect(await ask("ciso", cycleId, { title: "" })).toMatchObject({
      status: 422,
      json: { fields: [{ path: "title", message: "名前を入力してください。" }] },
    });
    expect(await ask("ciso", cycleId, { title: "だめ", more: 1 })).toMatchObject({ status: 422 });
    expect(await titleOf(cycleId)).toBe(before);
    expect((await events()).length).toBe(done);
    const refusals = (await audited()).slice(earlier);
    expect(refusals[1]?.detail).toEqual({ code: "wrong_state", title: "だめ", letters: 2 });
    expect(refusals.map(({ outcome, detail }) => [outcome, (detail as { code: string }).code])).toEqual([
      ["refused", "not_permitted"],
      ["refused", "wrong_state"],
      ["refused", "not_found"],
      ["refused", "not_found"],
    ]);
  });

  it("C1 does the same when other code calls it, and the next event removes expired ones", async () => {
    const { cycleId } = await ground.fixture({ state: "planned" });
    const later = new Date(NOW.getTime() + 15 * DAY);
    expect(await demonstrate(ground.ciso(), { cycleId, title: "先の名前" }, NOW)).toEqual(granted({ id: cycleId, title: "先の名前" }));
    expect(await demonstrate(ground.ciso(), { cycleId, title: "後の名前" }, later)).toEqual(granted({ id: cycleId, title: "後の名前" }));
    const left = (await events()).map(({ at }) => (at as Date).getTime());
    expect(left.filter((at) => at <= NOW.getTime())).toEqual([]);
    expect(left.filter((at) => at === later.getTime())).toHaveLength(3);
  });
});
