import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readLink } from "@/lib/features/accounts/invitation/commands";
import { addOperator, changeOperator, reinstateOperator, stopOperator } from "@/lib/features/admin/operators/commands";
import { operatorState } from "@/lib/features/admin/operators/parts";
import { listOperators, platformOperators } from "@/lib/features/admin/operators/queries";
import { addDepartment } from "@/lib/features/organisation/units/commands";
import { signIn } from "@/lib/server/auth/sign-in";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import type { Visitor } from "@/lib/server/scope/scope";
import { accountGround, linkFor } from "@/tests/support/account-ground";
import { makeSurvey } from "@/tests/support/cycle-fixture";
import { addNewcomer, as, codeOf, valueOf } from "@/tests/support/links";
import { visitorFor } from "@/tests/support/visitors";
import { insert, makeSector, PASSWORD, type World } from "@/tests/support/world";

const ground = accountGround();
const REASON = { reason: "運営が移ったため" };

const bearer = (token: string): Promise<Visitor | null> => resolveVisitor(new Headers({ authorization: `Bearer ${token}` }), new Date());
async function administrator(): Promise<Visitor> {
  const visitor = await bearer(ground.platform.token);
  return visitor ?? expect.unreachable("there is no administrator");
}
const trail = async (operatorId: string) =>
  (
    await ground.owner.query<{ action: string; detail: Record<string, string> }>(
      "SELECT action, detail FROM audit WHERE target = $1 AND outcome = 'done' ORDER BY id",
      [`operator/${operatorId}`],
    )
  ).rows;
const signsIn = async (world: World): Promise<string> => (await signIn(world.people.ciso.email, PASSWORD, new Date())).outcome;

const newOperator = async (): Promise<string> => {
  await makeSector(ground.owner, "kuko");
  await makeSector(ground.owner, "denryoku");
  return valueOf(await addOperator(await administrator(), { name: `新しい空港 ${randomUUID()}`, sectorId: "kuko" }, new Date())).id;
};

describe("M9 two operators of a sector never look the same", () => {
  it.each([
    ["羽田空港", "羽田　空港"],
    ["ABC空港", "ＡＢＣ空港"],
    ["サーバー空港", "ｻｰﾊﾞｰ空\u200b港"],
  ])("M9 beside %s a new %j is refused, and a renamed one too; in another sector both may be", async (one, other) => {
    const id = await newOperator();
    const first = valueOf(await addOperator(await administrator(), { name: one, sectorId: "kuko" }, new Date()));
    const added = await addOperator(await administrator(), { name: other, sectorId: "kuko" }, new Date());
    expect([codeOf(added), added.ok ? "" : added.refusal.fields?.[0]?.message]).toEqual(["duplicate", expect.stringContaining(`「${one}」`)]);
    expect(codeOf(await changeOperator(await administrator(), { operatorId: id, name: other }, new Date()))).toBe("duplicate");
    expect(codeOf(await changeOperator(await administrator(), { operatorId: first.id, name: other }, new Date()))).toBe("ok");
    expect(codeOf(await addOperator(await administrator(), { name: one, sectorId: "denryoku" }, new Date()))).toBe("ok");
  });

  it("M9 of two at the same time one is refused", async () => {
    await newOperator();
    const by = await administrator();
    const both = await Promise.all(["同時空港", "同時　空港"].map((name) => addOperator(by, { name, sectorId: "kuko" }, new Date())));
    expect(both.map(codeOf).sort()).toEqual(["duplicate", "ok"]);
  });
});

describe("M11 an administrator stops and reinstates an operator", () => {
  it("M11 its people are nobody meanwhile, by session, token, password and link, and afterwards all of it works again", async () => {
    const world = await ground.makeWorld();
    const { operatorId, people } = world;
    const signed = await signIn(people.ciso.email, PASSWORD, new Date());
    expect(signed.outcome).toBe("signedIn");
    const { personId } = await addNewcomer(ground.owner, world);
    const link = await linkFor(await as(world, "ciso"), personId);
    const resolves = async () => [(await bearer(people.auditor.token)) !== null, (await readLink(link, new Date())) !== null, await signsIn(world)];
    expect(await resolves()).toEqual([true, true, "signedIn"]);
    const resolvedBefore = await as(world, "ciso");
    const stopped = valueOf(await stopOperator(await administrator(), { operatorId, ...REASON }, new Date()));
    expect(stopped.stoppedAt).not.toBeNull();
    expect(await resolves()).toEqual([false, false, "refused"]);
    const inTheMiddle = await addDepartment(resolvedBefore, { name: "止まった部署" }, new Date());
    expect(codeOf(inTheMiddle)).toBe("not_permitted");
    expect(codeOf(await stopOperator(await administrator(), { operatorId, ...REASON }, new Date()))).toBe("wrong_state");
    valueOf(await reinstateOperator(await administrator(), { operatorId, reason: "戻ったため" }, new Date()));
    expect(await resolves()).toEqual([true, true, "signedIn"]);
    expect(codeOf(await reinstateOperator(await administrator(), { operatorId, ...REASON }, new Date()))).toBe("wrong_state");
    expect((await trail(operatorId)).map(({ action, detail }) => [action, detail["reason"]])).toEqual([
      ["platform.stopOperator", REASON.reason],
      ["platform.reinstateOperator", "戻ったため"],
    ]);
  });

  it("M11 another operator goes on, and nobody else may do it", async () => {
    const [world, other] = [await ground.makeWorld(), await ground.makeWorld()];
    expect(codeOf(await stopOperator(visitorFor(world, "ciso"), { operatorId: other.operatorId, ...REASON }, new Date()))).toBe("not_permitted");
    expect(codeOf(await stopOperator(await administrator(), { operatorId: randomUUID(), ...REASON }, new Date()))).toBe("not_found");
    valueOf(await stopOperator(await administrator(), { operatorId: world.operatorId, ...REASON }, new Date()));
    expect(await signsIn(other)).toBe("signedIn");
  });
});

describe("M11 an administrator renames an operator, and changes its sector while nothing rests on it", () => {
  it("M11 there and back, with what it was before in the trail", async () => {
    const operatorId = await newOperator();
    const now = new Date();
    const before = valueOf(await changeOperator(await administrator(), { operatorId }, now));
    const name = `改めた名前 ${operatorId}`;
    expect(valueOf(await changeOperator(await administrator(), { operatorId, name, sectorId: "denryoku" }, now))).toMatchObject({ name, sectorId: "denryoku" });
    expect(valueOf(await changeOperator(await administrator(), { operatorId, name: before.name, sectorId: "kuko" }, now))).toEqual(before);
    expect((await trail(operatorId)).at(-1)?.detail).toEqual({
      before: { name, sectorId: "denryoku" },
      after: { name: before.name, sectorId: "kuko" },
    });
    valueOf(await changeOperator(await administrator(), { operatorId, name: before.name }, now));
    expect((await trail(operatorId)).at(-1)?.detail).toEqual({});
  });

  it.each(["critical_system", "survey_call"] as const)("M11 the sector is not changed once there is a row of %s", async (table) => {
    const operatorId = await newOperator();
    if (table === "critical_system") {
      const departmentId = randomUUID();
      await insert(ground.owner, "department", [{ operator_id: operatorId, id: departmentId, name: "運用部" }]);
      await insert(ground.owner, table, [{ operator_id: operatorId, id: randomUUID(), department_id: departmentId, name: "警備", kind: "other" }]);
    } else {
      await makeSurvey(ground.owner, "kuko", [operatorId]);
    }
    const [refusedChange, renamed] = [
      await changeOperator(await administrator(), { operatorId, sectorId: "denryoku" }, new Date()),
      await changeOperator(await administrator(), { operatorId, name: `別の名前 ${operatorId}`, sectorId: "kuko" }, new Date()),
    ];
    expect([codeOf(refusedChange), codeOf(renamed)]).toEqual(["wrong_state", "ok"]);
  });

  it("M11 a department alone does not bind it, and a name that another has is refused", async () => {
    const [operatorId, otherId] = [await newOperator(), await newOperator()];
    await insert(ground.owner, "department", [{ operator_id: operatorId, id: randomUUID(), name: "総務部" }]);
    expect(codeOf(await changeOperator(await administrator(), { operatorId, sectorId: "denryoku" }, new Date()))).toBe("ok");
    const listed = valueOf(await listOperators(await administrator(), { page: 1, perPage: 200 }, new Date())).items;
    const taken = listed.find(({ id }) => id === otherId)?.name ?? "";
    expect(codeOf(await changeOperator(await administrator(), { operatorId, name: taken, sectorId: "kuko" }, new Date()))).toBe("duplicate");
    expect(codeOf(await changeOperator(await administrator(), { operatorId, sectorId: "none" }, new Date()))).toBe("invalid_input");
  });
});

describe("M11 an administrator's first page", () => {
  it("M11 says where each operator stands, and which have nobody who can sign in", async () => {
    const world = await ground.makeWorld();
    const waiting = await newOperator();
    const invited = await newOperator();
    const [departmentId, personId] = [randomUUID(), randomUUID()];
    await insert(ground.owner, "department", [{ operator_id: invited, id: departmentId, name: "総務部" }]);
    await insert(ground.owner, "person", [
      { operator_id: invited, id: personId, department_id: departmentId, name: "一人目", email: `${personId}@first.example` },
    ]);
    const shown = async () => {
      const { items, unbegun } = valueOf(await platformOperators(await administrator(), { page: 1, perPage: 200 }, new Date()));
      const stateOf = (wanted: string) => items.filter(({ id }) => id === wanted).map(operatorState)[0]?.text;
      return { states: [world.operatorId, waiting, invited].map(stateOf), unbegun: unbegun.map(({ id }) => id) };
    };
    const before = await shown();
    expect(before.states).toEqual(["使用中", "招待前", "招待中"]);
    expect(before.unbegun).toEqual(expect.arrayContaining([waiting, invited]));
    expect(before.unbegun).not.toContain(world.operatorId);
    for (const operatorId of [world.operatorId, waiting]) valueOf(await stopOperator(await administrator(), { operatorId, ...REASON }, new Date()));
    const after = await shown();
    expect(after.states).toEqual(["停止中", "停止中", "招待中"]);
    expect(after.unbegun).not.toContain(waiting);
  });

  it("M11 shows nothing of it to anybody else", async () => {
    const world = await ground.makeWorld();
    expect(codeOf(await platformOperators(visitorFor(world, "ciso"), { page: 1, perPage: 50 }, new Date()))).toBe("not_permitted");
    const seen = await ground.application.query("SELECT * FROM portal_operator_standing($1)", [[world.operatorId]]);
    expect(seen.rows).toEqual([]);
    expect((await ground.application.query("SELECT * FROM portal_unbegun_operators()")).rows).toEqual([]);
  });
});
