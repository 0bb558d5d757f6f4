import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, call } from "@/tests/support/api";
import { dayFromNow } from "@/tests/support/days";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { withSessionOf } from "@/tests/support/session";
import { makeOperator, type Person, type World } from "@/tests/support/world";

let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  await ground.close();
});

const ask = ({ token }: Pick<Person, "token">, operation: string, json?: unknown): Promise<Answer> => {
  const [method = "", path = ""] = operation.split(" ");
  return call(ground.portal, method, path, { token, ...(json === undefined ? {} : { json }) });
};
const page = (path: string, cookie: string) => fetch(`${ground.portal.url}${path}`, { headers: { cookie }, redirect: "manual" });

/** Plans the leaving of the 責任者 for tomorrow, and then lets its day have come, as if it had been planned earlier. */
async function dueLeaving(name: string): Promise<World> {
  const world = await makeOperator(ground.owner, "airport-test", name);
  const { ciso, manager, colleague } = world.people;
  const post = { role: "securityManager", departmentId: world.departments[0], systemId: null };
  const asked = { event: "leave", successors: [{ post, personId: colleague.personId }] };
  const { hash } = (await ask(ciso, `POST /people/${manager.personId}/handover?dryRun=1`, asked)).as<{ hash: string }>();
  const planned = await ask(ciso, `PUT /people/${manager.personId}/planned-handover`, { ...asked, hash, effectiveOn: dayFromNow(1) });
  expect([planned.status, planned.as<{ state: string }>().state]).toEqual([200, "planned"]);
  const { rows } = await ground.owner.query<{ kept: object }>("DELETE FROM planned_handover h WHERE operator_id = $1 RETURNING to_jsonb(h) AS kept", [
    world.operatorId,
  ]);
  await ground.owner.query("INSERT INTO planned_handover SELECT (jsonb_populate_record(NULL::planned_handover, $1::jsonb)).*", [
    JSON.stringify({ ...rows[0]?.kept, effective_on: dayFromNow(-1) }),
  ]);
  return world;
}

describe("M6 a planned handover is done before the first request of its day", () => {
  it("M6 of a person who leaves: the request finds nobody signed in, and the successor holds the post", async () => {
    const world = await dueLeaving("去る人が先に来る空港");
    const { manager, colleague, ciso } = world.people;
    expect((await ask(manager, "GET /tasks")).status).toBe(401);
    const { appointments } = (await ask(ciso, `GET /people/${colleague.personId}`)).as<{ appointments: { role: string }[] }>();
    expect(appointments.map(({ role }) => role)).toEqual(["securityManager"]);
    expect((await ask(ciso, "GET /planned-handovers")).as<{ total: number }>().total).toBe(0);
  });

  it("M6 of many at once, pages and API: each is answered, and it is done once", async () => {
    const world = await dueLeaving("大勢が先に来る空港");
    const { handler, secretariat, manager } = world.people;
    const cookie = await withSessionOf(ground.owner, secretariat.accountId);
    const asked = [ask(handler, "GET /tasks"), ask(handler, "GET /tasks"), page("/tasks", cookie), page("/operator/staffing", cookie)];
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { rows } = await ground.owner.query<{ outcome: string; source: string | null; agent: string | null }>(
      "SELECT outcome, source, user_agent AS agent FROM audit WHERE action = 'people.applyHandover' AND target = $1",
      [`person/${manager.personId}`],
    );
    expect(rows).toEqual([{ outcome: "done", source: null, agent: null }]);
  });

  it("M6 one that has to be confirmed again is the first thing to do of who may hand over, and of nobody else", async () => {
    const world = await dueLeaving("後任のいない空港");
    const { secretariat, handler, colleague, manager } = world.people;
    await ground.owner.query("UPDATE person SET left_at = now() WHERE id = $1", [colleague.personId]);
    const tasksOf = async (person: Person) => (await ask(person, "GET /tasks")).as<{ items: { kind: string; text: string; page: string }[] }>().items;
    expect((await tasksOf(secretariat))[0]).toMatchObject({ kind: "confirmHandover", page: `/operator/people/${manager.personId}/handover?plan=1` });
    expect((await tasksOf(secretariat))[0]?.text).toContain("後任");
    expect((await tasksOf(handler)).map(({ kind }) => kind)).not.toContain("confirmHandover");
    expect((await ask(manager, "GET /tasks")).status).toBe(200);
    const cookie = await withSessionOf(ground.owner, secretariat.accountId);
    const shown = await Promise.all(
      ["/tasks", "/operator/staffing", `/operator/people/${manager.personId}`].map(async (path) => (await page(path, cookie)).text()),
    );
    expect(shown.map((text) => text.includes("確認が必要"))).toEqual([true, true, true]);
  });
});
