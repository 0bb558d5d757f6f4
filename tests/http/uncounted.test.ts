import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { main } from "@/lib/cli/main";
import { type Answer, call, type Problem } from "@/tests/support/api";
import { type CycleFixture, makeCycle, wrongTallies } from "@/tests/support/cycle-fixture";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";

/* The API behaves like the screens: 該当なし on a measure leaves the answers to its examples alone until the sheet is handed in, which asks first. */
interface Saved {
  readonly itemId: string;
  readonly status: string | null;
  readonly version: number;
  readonly setAside?: boolean;
}
interface Exported {
  readonly edition: string;
  readonly sheets: readonly { readonly id: string; readonly answers: Readonly<Record<string, string>> }[];
}

let ground: HttpGround;
let fixture: CycleFixture;
let measure: string;
let examples: readonly string[];

const staff = (method: string, path: string, json?: unknown): Promise<Answer> =>
  call(ground.portal, method, `/sheets/${fixture.sheets.system}${path}`, {
    token: ground.own.people.systemAdministrator.token,
    ...(json === undefined ? {} : { json }),
  });
const put = async (itemId: string, json: Readonly<Record<string, unknown>>): Promise<Saved> => {
  const answer = await staff("PUT", `/answers/${itemId}`, json);
  expect(answer.status, answer.text).toBe(200);
  return answer.as<Saved>();
};
const ofExamples = async (): Promise<Saved[]> =>
  (await staff("GET", ""))
    .as<{ items: Saved[] }>()
    .items.filter(({ itemId }) => examples.includes(itemId))
    .map(({ itemId, status, version, setAside }) => ({ itemId, status, version, setAside: setAside ?? false }));
const exported = async (): Promise<Exported> =>
  (await call(ground.portal, "GET", `/cycles/${fixture.cycleId}/answers.json`, { token: ground.own.people.auditor.token })).as<Exported>();

/** Compares the output of `portal score FILE` for the export with the cycle's scores in the API. */
async function expectSameScores(file: Exported): Promise<void> {
  const path = join(await mkdtemp(join(tmpdir(), "answers-")), "answers.json");
  await writeFile(path, JSON.stringify(file));
  const said: string[] = [];
  expect(await main(["score", path], { out: (text) => said.push(text), error: (text) => said.push(text), directory: process.cwd() })).toBe(0);
  const scores = (await call(ground.portal, "GET", `/cycles/${fixture.cycleId}/scores`, { token: ground.own.people.ciso.token })).as<{ items: unknown }>();
  expect((JSON.parse(said.join("")) as { items: unknown }).items).toEqual(scores.items);
}

beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  await ground.close();
});
beforeEach(async () => {
  fixture = await makeCycle(ground.owner, ground.own, { measures: 12 });
  const { rows } = await ground.owner.query<{ measure: string; examples: string[] }>(
    `SELECT e.illustrates AS measure, array_agg(e.id ORDER BY e.position) AS examples FROM edition_item e
     JOIN cycle_item i ON i.cycle_id = $1 AND i.role = 'systemAdministrator' AND i.item_id = e.id AND i.kind = 'example'
     WHERE e.edition_id = 'kuko-2' GROUP BY 1 HAVING count(*) > 2 ORDER BY count(*) LIMIT 1`,
    [fixture.cycleId],
  );
  ({ measure, examples } = rows[0]!);
  for (const [at, itemId] of examples.entries()) await put(itemId, { status: at % 2 === 0 ? "implemented" : "partial", version: 0 });
});

it.each(["implemented", "partial", "notImplemented"])("M2 該当なし with one letter, then %s: the examples are unchanged", async (status) => {
  const before = await ofExamples();
  await put(measure, { status: "notApplicable", version: 1 });
  await put(measure, { status: "notApplicable", reason: "あ", version: 2 });
  expect(await ofExamples()).toEqual(before.map((one) => ({ ...one, setAside: true })));
  const back = await put(measure, { status, version: 3 });
  expect(back).toMatchObject({ status, reason: null, also: [] });
  expect(await ofExamples()).toEqual(before);
});

it("M2 handing in asks for the number by measure, sets the answers aside, and restores them with the measure", async () => {
  const before = await ofExamples();
  const batch = [
    { itemId: examples[0], status: "implemented", version: 1 },
    { itemId: measure, status: "notApplicable", reason: "対象の機器がない", version: 1 },
  ];
  expect((await staff("POST", "/answers", { mutationId: "batch-of-both", answers: batch })).status).toBe(200);
  for (const confirmed of [{}, { confirmedUnanswered: 0 }, { confirmedSetAside: examples.length - 1 }]) {
    const refused = await staff("POST", "/hand-in", confirmed);
    expect(refused.status).toBe(409);
    expect(refused.as<Problem>()).toMatchObject({
      code: "confirmation_required",
      current: { unanswered: 0, setAside: examples.length, measures: [{ itemId: measure, examples: examples.length }] },
    });
    expect(refused.as<Problem>().detail).toContain(`回答が${examples.length}件あります`);
  }
  const done = await staff("POST", "/hand-in", { confirmedSetAside: examples.length });
  expect(done.status, done.text).toBe(200);
  expect(await wrongTallies(ground.owner, ground.own.operatorId)).toEqual([]);
  const file = await exported();
  const mine = file.sheets.find(({ id }) => id === fixture.sheets.system)!.answers;
  expect(Object.keys(mine).filter((id) => examples.includes(id))).toEqual([]);
  expect(mine[measure]).toBe("notApplicable");
  await expectSameScores(file);
  const history = (await staff("GET", `/answers/${examples[1]}/history`)).as<{ items: { cause: string; status: string }[] }>();
  expect(history.items.map(({ cause, status }) => [cause, status])).toEqual([
    ["notCounted", "partial"],
    ["answered", "partial"],
  ]);

  expect(
    (await call(ground.portal, "POST", `/sheets/${fixture.sheets.system}/return`, { token: ground.own.people.manager.token, json: { reason: "該当します。" } }))
      .status,
  ).toBe(200);
  await put(measure, { status: "implemented", version: 2 });
  expect(await ofExamples()).toEqual(before);
  expect((await staff("POST", "/hand-in", {})).status, "nothing to confirm any more").toBe(200);
  expect(await wrongTallies(ground.owner, ground.own.operatorId)).toEqual([]);
  expect((await exported()).sheets.find(({ id }) => id === fixture.sheets.system)!.answers).toMatchObject({
    [examples[0]!]: "implemented",
    [examples[1]!]: "partial",
  });
  await expectSameScores(await exported());
});

it("M2 the form without a script leaves them alone too, and keeps the reason", async () => {
  const before = await ofExamples();
  const { token } = ground.own.people.systemAdministrator;
  const send = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    const form = new URLSearchParams({ itemId: measure, returnTo: `/checks/${fixture.sheets.system}`, ...fields });
    const response = await fetch(`${ground.portal.url}/checks/${fixture.sheets.system}/answer`, {
      method: "POST",
      redirect: "manual",
      body: form,
      headers: { authorization: `Bearer ${token}`, origin: ground.portal.url },
    });
    expect(response.headers.get("location")).toContain("notice=saved");
  };
  await send({ status: "notApplicable", reason: "あ", version: "1" });
  await send({ status: "implemented", reason: "あ", version: "2" });
  expect(await ofExamples()).toEqual(before);
  expect(await put(measure, { status: "notApplicable", version: 3 })).toMatchObject({ reason: "あ" });
});
