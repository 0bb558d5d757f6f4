import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, call } from "@/tests/support/api";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { addNewcomer } from "@/tests/support/links";
import { withSessionOf } from "@/tests/support/session";
import { insert, makeOperator, type Person, type World } from "@/tests/support/world";

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
const open = async (path: string, cookie = ""): Promise<string> => {
  const response = await fetch(`${ground.portal.url}${path}`, { headers: { cookie } });
  return response.text();
};
const link = async (by: Person, personId: string): Promise<Answer> => ask(by, `POST /people/${personId}/invitation`);
const pathOf = (answer: Answer): string => new URL(answer.as<{ link: string }>().link).pathname;
const CISO = { role: "ciso", departmentId: null, systemId: null } as const;
const UNUSABLE = "このリンクは使えません";
const twoCisos = async (): Promise<World> => {
  const world = await makeOperator(ground.owner, "airport-test", `二人のCISO ${randomUUID()}`);
  await insert(ground.owner, "appointment", [{ operator_id: world.operatorId, id: randomUUID(), person_id: world.people.colleague.personId, role: "ciso" }]);
  return world;
};

describe("M1 links", () => {
  it("M1 the 事務局 gets none for a person whom the CISO just appointed, and its earlier one becomes invalid", async () => {
    const { ciso, secretariat } = ground.own.people;
    const { personId } = await addNewcomer(ground.owner, ground.own);
    const before = await link(secretariat, personId);
    expect(await open(pathOf(before))).toContain("パスワードを決める");
    expect((await ask(ciso, `PUT /people/${personId}/appointments`, { appointments: [CISO] })).status).toBe(200);
    expect((await link(secretariat, personId)).status).toBe(403);
    expect(await open(pathOf(before))).toContain(UNUSABLE);
    expect((await ask(ciso, `GET /people/${personId}`)).as<{ invitation: unknown }>().invitation).toMatchObject({ state: "remake", because: "role" });
    const shown = await open(`/operator/people/${personId}`, await withSessionOf(ground.owner, secretariat.accountId));
    expect(shown).toContain("招待リンクの作り直しが必要");
    expect(await open(pathOf(await link(ciso, personId)))).toContain("パスワードを決める");
  });

  it("M1 the file of links leaves deciding roles out, with the number and the reason", async () => {
    const { ciso, secretariat } = ground.beside.people;
    const [plain, boss] = [await addNewcomer(ground.owner, ground.beside), await addNewcomer(ground.owner, ground.beside)];
    await ask(ciso, `PUT /people/${boss.personId}/appointments`, { appointments: [{ ...CISO, role: "executive" }] });
    const file = async (by: Person): Promise<string> => {
      const cookie = await withSessionOf(ground.owner, by.accountId);
      const response = await fetch(`${ground.portal.url}/operator/people/invitations/file`, {
        method: "POST",
        body: new URLSearchParams({ after: "" }),
        headers: { cookie, origin: ground.portal.url },
      });
      return response.text();
    };
    const secretariats = await file(secretariat);
    expect(secretariats).toContain(plain.email);
    expect(secretariats).not.toContain(boss.email);
    expect(secretariats).toMatch(/ほか1人は含みません。.*CISOだけが作れます/);
    expect(await file(ciso)).toContain(boss.email);
  });

  it("M1 a corrected address ends every link", async () => {
    const { secretariat } = ground.own.people;
    const { personId } = await addNewcomer(ground.owner, ground.own);
    const made = await link(secretariat, personId);
    expect((await ask(secretariat, `PATCH /people/${personId}`, { email: `${randomUUID()}@right.example` })).status).toBe(200);
    expect(await open(pathOf(made))).toContain(UNUSABLE);
  });

  it("M1 a link for an only CISO shows when it takes effect, appears on the first pages and can be revoked there", async () => {
    const { ciso, secretariat, executive } = ground.own.people;
    const only = await makeOperator(ground.owner, "airport-test", `一人のCISO ${randomUUID()}`);
    const made = await ask(ground.platform, `POST /operators/${only.operatorId}/ciso-recovery`, { email: only.people.ciso.email });
    expect(made.status).toBe(201);
    expect(await open(pathOf(made))).toContain("から使えます");
    for (const [who, path] of [
      [only.people.secretariat, "/operator"],
      [only.people.executive, "/checks"],
    ] as const) {
      expect(await open(path, await withSessionOf(ground.owner, who.accountId)), path).toContain("パスワードを決め直すリンクが作られました");
    }
    const listed = (await ask(only.people.executive, "GET /announced-links")).as<{ items: { id: string }[] }>().items;
    expect((await ask(executive, `DELETE /announced-links/${listed[0]?.id}`)).status).toBe(404);
    expect((await ask(only.people.executive, `DELETE /announced-links/${listed[0]?.id}`)).status).toBe(204);
    expect(await open(pathOf(made))).toContain(UNUSABLE);
    expect([ciso.accountId, secretariat.accountId]).not.toContain(only.people.ciso.accountId);
  });

  it("M1 a link sets no password in a browser where somebody else is signed in", async () => {
    const { secretariat } = ground.own.people;
    const { personId, email } = await addNewcomer(ground.owner, ground.own);
    const shown = await open(pathOf(await link(secretariat, personId)), await withSessionOf(ground.owner, secretariat.accountId));
    expect(shown).toContain("サインインしています");
    expect(shown).toContain(email);
    expect(shown).not.toContain("新しいパスワード");
  });
});

describe("M1 the last CISO", () => {
  it.each([1, 2, 3])("M1 when two remove each other, or both give up the role, one stays (round %i)", async () => {
    for (const mutual of [true, false]) {
      const { operatorId, people } = await twoCisos();
      const { ciso, colleague } = people;
      const [ofFirst, ofSecond] = mutual ? [colleague, ciso] : [ciso, colleague];
      const answers = await Promise.all([
        ask(ciso, `PUT /people/${ofFirst.personId}/appointments`, { appointments: [] }),
        ask(colleague, `PUT /people/${ofSecond.personId}/appointments`, { appointments: [] }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const { rowCount } = await ground.owner.query("SELECT 1 FROM appointment WHERE operator_id = $1 AND role = 'ciso'", [operatorId]);
      expect(rowCount).toBe(1);
    }
  });

  it("M1 an only one can neither give up the role nor be removed", async () => {
    const { people } = await makeOperator(ground.owner, "airport-test", `最後のCISO ${randomUUID()}`);
    expect((await ask(people.ciso, `PUT /people/${people.ciso.personId}/appointments`, { appointments: [] })).status).toBe(409);
    for (const by of [people.ciso, people.secretariat])
      expect((await ask(by, `PATCH /people/${people.ciso.personId}`, { left: true })).status).toBeGreaterThanOrEqual(403);
    expect((await ask(people.ciso, "GET /me")).status).toBe(200);
  });
});
