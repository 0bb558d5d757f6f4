import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { listPreviousAnswers } from "@/lib/features/sheets/record/queries";
import { readSheet } from "@/lib/features/sheets/record/record";
import { earlierAnswers } from "@/lib/features/sheets/record/sql";
import { withClient } from "@/lib/runtime/portal-logins";
import { inScope } from "@/lib/server/database/client";
import { sheetOfSecondSystem } from "@/tests/support/cycle-fixture";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { insert } from "@/tests/support/world";

prepareSheetGround();

interface Round {
  readonly id: string;
  readonly state: string;
  readonly edition: string;
  readonly from: string;
  readonly to: string;
  readonly planned: string;
}
interface Sheet {
  readonly id: string;
  readonly round: string;
  readonly role: string;
  readonly state: string;
  readonly person: string | null;
  readonly system: string | null;
  readonly department: string | null;
}
interface Asked {
  readonly round: string;
  readonly role: string;
  readonly item: string;
  readonly measure: string | null;
}
interface Answer {
  readonly sheet: string;
  readonly item: string;
  readonly status: string | null;
  readonly reason: string | null;
  readonly remark: string | null;
  readonly copied: string | null;
}
interface Stored {
  readonly rounds: Round[];
  readonly sheets: Sheet[];
  readonly asked: Asked[];
  readonly answers: Answer[];
}

/** One of `choices`, always the same for the same `what`. */
const drawn = <Choice>(what: string, choices: readonly Choice[]): Choice => choices[createHash("md5").update(what).digest().readUInt32BE() % choices.length]!;

/** Days and state of each round, how many measures it asks, and whether it is the one whose last answers are asked for. */
const ROUNDS = [
  ["2020-04-01", "2021-03-31", "submitted", 9],
  ["2021-04-01", "2022-03-31", "approved", 9],
  ["2021-10-01", "2022-03-31", "reviewing", 9],
  ["2022-04-01", "2023-03-31", "approved", 5],
  ["2022-04-01", "2022-09-30", "approved", 7],
  ["2024-04-01", "2025-03-31", "approved", 9],
  ["2023-04-01", "2024-03-31", "open", 9],
] as const;
const STATES = ["accepted", "handedIn", "accepted", "handedIn", "returned", "inProgress", "withdrawn"] as const;
const STATUSES = ["implemented", "partial", "notImplemented", "notApplicable", "notApplicable"] as const;

/** More sheets of each kind, in states of all kinds, some of people and systems that belong to another department now. */
async function shuffleSheets(name: string, cycleId: string, system: string): Promise<void> {
  const { operatorId, departments, people } = world;
  const common = { operator_id: operatorId, cycle_id: cycleId, state: "accepted", measures: 4, answered: 0 };
  const handler = (personId: string) => ({ ...common, id: randomUUID(), role: "handler", department_id: departments[0], person_id: personId });
  await withClient(own.ownerUrl, async (client) => {
    await sheetOfSecondSystem(client, world, system);
    // Two of one person: a person who came back was handed another sheet.
    await insert(client, "sheet", [handler(people.colleague.personId), handler(people.auditor.personId), handler(people.auditor.personId)]);
    await insert(client, "sheet", [{ ...common, id: randomUUID(), role: "securityManager", department_id: departments[1] }]);
  });
  for (const [at, { id, role }] of (
    await rows<{ id: string; role: string }>("SELECT id, role FROM sheet WHERE cycle_id = $1 ORDER BY role, person_id, system_id, department_id, state, id", [
      cycleId,
    ])
  ).entries()) {
    const moves = role === "handler" || role === "systemAdministrator";
    await rows("UPDATE sheet SET state = $2, department_id = CASE WHEN $3 THEN $4::uuid ELSE department_id END WHERE id = $1", [
      ...[id, drawn(`${name} state ${String(at)}`, STATES), moves],
      moves ? drawn(`${name} department ${String(at)}`, departments) : null,
    ]);
  }
}

/** Answers of all kinds: none, without a status, copied, 該当なし with a reason and without. */
async function shuffleAnswers(name: string, cycleId: string): Promise<void> {
  const places = await rows<{ sheet_id: string; item_id: string }>(
    `SELECT s.id AS sheet_id, i.item_id FROM sheet s JOIN cycle_item i USING (operator_id, cycle_id, role) WHERE s.cycle_id = $1
     ORDER BY s.role, s.person_id, s.system_id, s.department_id, s.state, i.position`,
    [cycleId],
  );
  const given = places.flatMap(({ sheet_id, item_id }, at) => {
    const what = `${name} answer ${String(at)}`;
    const form = drawn(what, ["status", "status", "status", "status", "remark", "copied", "none"] as const);
    const status = drawn(`${what} status`, STATUSES);
    if (form === "none") return [];
    const reason = drawn(`${what} reason`, ["扱っていないため。", null]);
    const texts = { status: form === "status" ? status : null, copied: form === "copied" ? status : null, reason, remark: `${name} ${String(at)}` };
    return [{ operator_id: world.operatorId, sheet_id, item_id, ...texts, version: 1, answered_at: NOW.toISOString() }];
  });
  await rows("DELETE FROM answer a USING sheet s WHERE s.id = a.sheet_id AND s.cycle_id = $1", [cycleId]);
  await withClient(own.ownerUrl, (client) => insert(client, "answer", given));
}

async function stored(): Promise<Stored> {
  return {
    rounds: await rows<Round>(
      `SELECT id, state, edition_id AS edition, period_from::text AS "from", period_to::text AS "to", created_at::text AS planned FROM cycle`,
      [],
    ),
    sheets: await rows<Sheet>(
      "SELECT id, cycle_id AS round, role, state, person_id AS person, system_id AS system, department_id AS department FROM sheet ORDER BY id",
      [],
    ),
    asked: await rows<Asked>(
      `SELECT i.cycle_id AS round, i.role, i.item_id AS item, CASE WHEN i.kind = 'example' THEN e.illustrates END AS measure
       FROM cycle_item i JOIN edition_item e ON e.edition_id = 'kuko-2' AND e.id = i.item_id`,
      [],
    ),
    answers: await rows<Answer>("SELECT sheet_id AS sheet, item_id AS item, status, reason, remark, copied FROM answer", []),
  };
}

/** The answer to an item that counts on the sheet: neither a copy, nor to an example of a measure that is 該当なし with its reason. */
function countedAnswer({ asked, answers }: Stored, sheet: Sheet, item: string): Answer | null {
  const answerTo = (id: string | null) => answers.find((one) => one.sheet === sheet.id && one.item === id);
  const question = asked.find((one) => one.round === sheet.round && one.role === sheet.role && one.item === item);
  const answer = answerTo(item);
  if (!question || !answer || answer.copied !== null) return null;
  const measure = answerTo(question.measure);
  return measure?.status === "notApplicable" && measure.reason !== null ? null : answer;
}

/** Another implementation of the rule (docs/design.md 3), one answer after the other. */
function lastAnswers(data: Stored, sheet: Sheet): Map<string, Answer> {
  const { rounds, sheets, asked } = data;
  const round = rounds.find(({ id }) => id === sheet.round)!;
  const order = ({ from, to }: Round): string => `${from} ${to}`;
  const earlier = rounds
    .filter(({ state, edition }) => edition === round.edition && ["approved", "submitted"].includes(state))
    .filter((one) => order(one) < order(round))
    .sort((one, other) => (`${order(one)} ${one.planned}` < `${order(other)} ${other.planned}` ? 1 : -1));
  const place = ({ person, system, department }: Sheet): string => person ?? system ?? department ?? "the operator";
  const last = new Map<string, Answer>();
  for (const item of new Set(asked.map((one) => one.item))) {
    const given = earlier.flatMap(({ id }) =>
      sheets
        .filter((one) => one.round === id && one.role === sheet.role && place(one) === place(sheet) && ["handedIn", "accepted"].includes(one.state))
        .flatMap((one) => countedAnswer(data, one, item) ?? []),
    );
    const found = given.find(({ status }) => status !== null) ?? given[0];
    if (found) last.set(item, found);
  }
  return last;
}

describe("the last answers of earlier rounds", () => {
  let data: Stored;
  let now: Sheet[];

  beforeAll(async () => {
    let cycleId = "";
    for (const [at, [from, to, state, measures]] of ROUNDS.entries()) {
      const made = await cycle({ state, sheets: "accepted", measures });
      ({ cycleId } = made);
      await rows("UPDATE cycle SET period_from = $2, period_to = $3 WHERE id = $1", [cycleId, from, to]);
      await shuffleSheets(`round ${String(at)}`, cycleId, made.sheets.system);
      await shuffleAnswers(`round ${String(at)}`, cycleId);
    }
    data = await stored();
    now = data.sheets.filter(({ round }) => round === cycleId);
  });

  it("C5 of every sheet are those that the rule finds one by one, of people, systems, departments and the operator", async () => {
    const found = new Map<string, number>();
    for (const sheet of now) {
      const read = await inScope(as("ciso").scope, async (transaction) => listPreviousAnswers(transaction, (await readSheet(transaction, sheet.id, "none"))!));
      const expected = lastAnswers(data, sheet);
      const shown = ({ item, status, reason, remark }: Answer) => [item, status, status === "notApplicable" ? reason : null, remark];
      expect(new Set(read.map(({ itemId, status, reason, remark }) => [itemId, status, reason, remark]))).toEqual(new Set([...expected.values()].map(shown)));
      for (const { sheet: of } of expected.values()) {
        const earlier = data.sheets.find(({ id }) => id === of)!;
        const kind = sheet.person ? "person" : sheet.system ? "system" : sheet.department ? "department" : "operator";
        for (const one of [kind, earlier.round, ...(earlier.department === sheet.department ? [] : ["moved"])]) found.set(one, (found.get(one) ?? 0) + 1);
      }
    }
    // Four kinds of sheets, some of them moved, and last answers of each of the four earlier rounds.
    expect([...found.keys()].filter((one) => !one.includes("-")).sort()).toEqual(["department", "moved", "operator", "person", "system"]);
    expect([...found.keys()].filter((one) => one.includes("-"))).toHaveLength(4);
  });

  it("C5 on the page of an item are the same, whatever answer it is narrowed to", async () => {
    const round = now[0]?.round ?? "";
    let previous = 0;
    for (const { item, role, measure } of data.asked.filter((one, at) => one.round === round && at % 3 === 0)) {
      for (const answer of [undefined, "partial", "notApplicable", "unanswered"] as const) {
        const narrowed = { role: role as "handler", ...(answer === undefined ? {} : { answer }) };
        const found = async (page: number, perPage: number) => {
          const read = await listItemAnswers(as("auditor"), { cycleId: round, itemId: item, page, perPage, ...narrowed }, NOW);
          if (!read.ok) throw new Error(codeOf(read));
          return read.value;
        };
        const { items, total } = await found(1, 200);
        const statusOf = (sheet: Sheet) => countedAnswer(data, sheet, item)?.status ?? null;
        /** A measure that is 該当なし without a reason counts as not answered (ADR 0005). */
        const countsAs = (sheet: Sheet) => {
          const lacksReason = measure === null && countedAnswer(data, sheet, item)?.reason === null;
          return lacksReason && statusOf(sheet) === "notApplicable" ? null : statusOf(sheet);
        };
        const expected = now
          .filter((one) => one.role === role && one.state !== "withdrawn")
          .filter((one) => answer === undefined || countsAs(one) === (answer === "unanswered" ? null : answer));
        expect(items.map(({ sheetId }) => sheetId).sort()).toEqual(expected.map(({ id }) => id).sort());
        for (const one of items) {
          const sheet = now.find(({ id }) => id === one.sheetId)!;
          expect([one.status, one.previous]).toEqual([statusOf(sheet), lastAnswers(data, sheet).get(item)?.status ?? null]);
          previous += one.previous === null ? 0 : 1;
        }
        // A page beyond the last has nothing but the number.
        const pages = [await found(1, 2), await found(2, 2), await found(3, 2), await found(1_000, 200)];
        expect(pages.map((one) => [one.total, one.items.length])).toEqual([0, 2, 4, 1_000].map((past) => [total, Math.min(2, Math.max(0, total - past))]));
        expect(new Set(pages.flatMap((one) => one.items.map(({ sheetId }) => sheetId)))).toEqual(new Set(items.slice(0, 6).map(({ sheetId }) => sheetId)));
        expect(total).toBe(expected.length);
      }
    }
    expect(previous).toBeGreaterThan(20);
  });

  it("C5 are found by an index, without reading every sheet of their round", async () => {
    const { cycleId } = await cycle({ state: "approved", sheets: "accepted" });
    await rows(
      `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, person_id, state, measures)
       SELECT $1, gen_random_uuid(), $2, 'handler', $3, gen_random_uuid(), 'accepted', 4 FROM generate_series(1, 3000)`,
      [world.operatorId, cycleId, world.departments[0]],
    );
    await rows("ANALYZE sheet", []);
    const { sheets } = await cycle({ state: "open", sheets: "notStarted" });
    const plan = await inScope(
      as("ciso").scope,
      async (transaction) =>
        transaction.$queryRaw<unknown[]>`EXPLAIN (FORMAT JSON) SELECT a.status FROM sheet s ${earlierAnswers([cycleId])}
        WHERE s.operator_id = portal_operator() AND s.id = ${sheets.handler}::uuid`,
    );
    // Under row-level security, a condition that PostgreSQL takes for leaky never becomes one of the index.
    expect(JSON.stringify(plan)).toMatch(/"Index Cond":"[^"]*place = s\.place/);
  });
});
