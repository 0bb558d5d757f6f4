import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, call, type Problem } from "@/tests/support/api";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { insert, type Person } from "@/tests/support/world";

/* Two people answer the same item of a sheet at the same time: one gets a conflict, and whatever they choose, both answers are kept. */
interface Saved {
  readonly status: string | null;
  readonly remark: string | null;
  readonly version: number;
  readonly byName: string;
  readonly bySelf?: boolean;
}

let ground: HttpGround;
let fixture: CycleFixture;
let item: string;
let two: readonly [Person, Person];

beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  await ground.close();
});

const path = (suffix = ""): string => `/sheets/${fixture.sheets.system}/answers/${item}${suffix}`;

const answerAs = (person: Person, version: number, status: string, suffix = ""): Promise<Answer> =>
  call(ground.portal, suffix === "" ? "PUT" : "POST", path(suffix), {
    token: person.token,
    json: { status, remark: `${person.name}の備考`, version, mutationId: randomUUID() },
  });

const history = async (): Promise<{ version: number; status: string | null; remark: string | null; answered_by: string }[]> =>
  (
    await ground.owner.query<{ version: number; status: string | null; remark: string | null; answered_by: string }>(
      "SELECT version, status, remark, answered_by FROM answer_history WHERE sheet_id = $1 AND item_id = $2 ORDER BY version",
      [fixture.sheets.system, item],
    )
  ).rows;

/** A sheet with two respondents, nothing answered. */
async function twoRespondents(): Promise<void> {
  const { own, owner } = ground;
  fixture = await makeCycle(owner, own, { sheets: "notStarted" });
  item = fixture.items.system[0] ?? "";
  two = [own.people.systemAdministrator, own.people.colleague];
  await insert(owner, "sheet_respondent", [{ operator_id: own.operatorId, sheet_id: fixture.sheets.system, person_id: two[1].personId }]);
}

/** Both save the first answer at once; returns who won and who got the conflict. */
async function race(): Promise<{ winner: Person; loser: Person; told: Problem & { current: Saved } }> {
  const answers = await Promise.all([answerAs(two[0], 0, "implemented"), answerAs(two[1], 0, "partial")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = answers.findIndex(({ status }) => status === 409);
  return { winner: two[1 - lost]!, loser: two[lost]!, told: answers[lost]!.as<Problem & { current: Saved }>() };
}

describe("F7 two people on one item at once", () => {
  it.each(Array.from({ length: 10 }, (_none, round) => round))("round %i: one is saved, the other gets 409 with the current answer", async () => {
    await twoRespondents();
    const { winner, told } = await race();
    expect(told).toMatchObject({ code: "stale_version", current: { remark: `${winner.name}の備考`, version: 1, byName: winner.name, bySelf: false } });
    expect(told.detail).toMatch(/先に保存/);
    expect(await history()).toHaveLength(1);
  });

  it("a person of the same name counts as somebody else, one's own other window as oneself", async () => {
    await twoRespondents();
    await ground.owner.query("UPDATE person SET name = $1 WHERE id = $2", [two[0].name, two[1].personId]);
    await answerAs(two[0], 0, "implemented");
    for (const [person, bySelf] of [
      [two[0], true],
      [two[1], false],
    ] as const) {
      const told = (await answerAs(person, 0, "partial")).as<Problem & { current: Saved }>();
      expect(told).toMatchObject({ code: "stale_version", current: { byName: two[0].name, bySelf } });
    }
    await ground.owner.query("UPDATE person SET name = $1 WHERE id = $2", [two[1].name, two[1].personId]);
  });

  it("an own answer saved on top after a conflict leaves the other answer in the history", async () => {
    await twoRespondents();
    const { winner, loser, told } = await race();
    const again = await answerAs(loser, told.current.version, "notImplemented");
    expect(again.status, again.text).toBe(200);
    expect(again.as<Saved>()).toMatchObject({ status: "notImplemented", version: 2, byName: loser.name });
    expect((await history()).map(({ remark, answered_by: by }) => [remark, by])).toEqual([
      [`${winner.name}の備考`, winner.personId],
      [`${loser.name}の備考`, loser.personId],
    ]);
  });

  it("keeping the other answer after a conflict puts the own one into the history", async () => {
    await twoRespondents();
    const { winner, loser, told } = await race();
    const aside = await answerAs(loser, told.current.version, "notImplemented", "/set-aside");
    expect(aside.status, aside.text).toBe(200);
    expect(aside.as<Saved>()).toMatchObject({ remark: `${winner.name}の備考`, byName: winner.name });
    const kept = await history();
    expect(kept.some(({ remark, status, answered_by: by }) => remark === `${loser.name}の備考` && status === "notImplemented" && by === loser.personId)).toBe(
      true,
    );
    expect(kept.at(-1)).toMatchObject({ remark: `${winner.name}の備考`, answered_by: winner.personId });
    const sheet = (await call(ground.portal, "GET", `/sheets/${fixture.sheets.system}`, { token: loser.token })).as<{
      items: (Saved & { itemId: string })[];
    }>();
    expect(sheet.items.find(({ itemId }) => itemId === item)).toMatchObject({ remark: `${winner.name}の備考`, version: aside.as<Saved>().version });
  });

  it("ten writers on one item: versions without a gap, every acknowledged answer in the history, and no conflict with the same version twice", async () => {
    await twoRespondents();
    const writers = Array.from({ length: 10 }, async (_none, number) => {
      const acknowledged: { version: number; remark: string }[] = [];
      let version = 0;
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const remark = `書き手${number} ${attempt}`;
        const answer = await call(ground.portal, "PUT", path(), { token: two[number % 2]!.token, json: { status: "partial", remark, version } });
        if (answer.status === 200) acknowledged.push({ version: answer.as<Saved>().version, remark });
        else expect(answer.status, answer.text).toBe(409);
        version = answer.status === 200 ? answer.as<Saved>().version : answer.as<{ current: Saved }>().current.version;
      }
      return acknowledged;
    });
    const acknowledged = (await Promise.all(writers)).flat().sort((a, b) => a.version - b.version);
    expect(acknowledged.map(({ version }) => version)).toEqual(acknowledged.map((_one, index) => index + 1));
    expect((await history()).map(({ version, remark }) => ({ version, remark }))).toEqual(acknowledged);
  });

  it("answers to different items of one sheet at once are all saved, and the sheet counts each once", async () => {
    await twoRespondents();
    const { system } = fixture.items;
    const answers = await Promise.all(
      system.map((itemId, index) =>
        call(ground.portal, "PUT", `/sheets/${fixture.sheets.system}/answers/${itemId}`, {
          token: two[index % 2]!.token,
          json: { status: "implemented", version: 0 },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(system.map(() => 200));
    const { rows } = await ground.owner.query("SELECT answered, measures, state FROM sheet WHERE id = $1", [fixture.sheets.system]);
    expect(rows).toEqual([{ answered: system.length, measures: system.length, state: "inProgress" }]);
  });

  it("when handing in and answering coincide, the answer is in the tallies or refused", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { own, owner, portal } = ground;
      fixture = await makeCycle(owner, own, { sheets: "inProgress" });
      item = fixture.items.system[0] ?? "";
      const { token } = own.people.systemAdministrator;
      const [answered, handedIn] = await Promise.all([
        call(portal, "PUT", path(), { token, json: { status: "partial", version: 1 } }),
        call(portal, "POST", `/sheets/${fixture.sheets.system}/hand-in`, { token, json: {} }),
      ]);
      expect(handedIn.status, handedIn.text).toBe(200);
      expect([200, 409], answered.text).toContain(answered.status);
      if (answered.status === 409) expect(answered.as<Problem>().code).toBe("sheet_not_answerable");
      const { rows } = await owner.query("SELECT partial, implemented FROM tally_item WHERE cycle_id = $1 AND item_id = $2 AND system_id = $3", [
        fixture.cycleId,
        item,
        own.systems[0],
      ]);
      expect(rows).toEqual([answered.status === 200 ? { partial: 1, implemented: 0 } : { partial: 0, implemented: 1 }]);
    }
  });
});
