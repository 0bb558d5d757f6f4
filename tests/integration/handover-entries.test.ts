import { beforeEach, describe, expect, it } from "vitest";
import { readOwnTrail } from "@/lib/features/admin/audit/queries";
import { noteText } from "@/lib/features/admin/audit/texts";
import { auditQuery } from "@/lib/features/admin/record/schema";
import { type Asked, doHandover, idOf, post } from "@/tests/support/handover-ground";
import { onDay, plan, restoreEach } from "@/tests/support/planned-handovers";
import { as, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

/* What the audit trail says of a handover: of the person, of the successors and of the sheets, as of any other change of them. */

prepareSheetGround();
restoreEach();

const [first, second] = [() => world.departments[0] ?? "", () => world.departments[1] ?? ""];
const managing = (of: 0 | 1) => post("securityManager", { departmentId: world.departments[of] });

let last = "0";
beforeEach(async () => {
  last = (await rows<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit", []))[0]?.id ?? "0";
});

const WAYS = {
  "at once": {
    action: "people.handOver",
    do: async (personId: string, asked: Asked) => expect(await doHandover(personId, asked)).toBe("ok"),
  },
  "on its day": {
    action: "people.applyHandover",
    async do(personId: string, asked: Asked) {
      expect(await plan(personId, asked)).toBe("ok");
      await onDay();
    },
  },
} as const;

/** The new entries of the target and what the page of the trail notes of them. */
async function entriesOf(target: string) {
  const trail = await readOwnTrail(as("ciso"), auditQuery.parse({ target: target.split("/")[1] }), NOW);
  if (!trail.ok) throw new Error(trail.refusal.detail);
  const { found, names } = trail.value;
  const fresh = found.items.filter((entry) => entry.target === target && BigInt(entry.id) > BigInt(last) && entry.action !== "people.previewHandover");
  return fresh.toReversed().map((entry) => ({ action: entry.action, detail: entry.detail, note: noteText(entry, names) }));
}
const changed = async (target: string, action: string) => (await entriesOf(target)).filter((entry) => entry.action === action);

const nameOf = async (id: string) => (await rows<{ name: string }>("SELECT name FROM department WHERE id = $1", [id]))[0]?.name ?? "";

describe.each(Object.entries(WAYS))("C1 the entries of a handover that is done %s", (_when, { action, do: hand }) => {
  it("C1 each sheet that moves with its person names both departments, and one that stays has no entry", async () => {
    const [open, handedIn, kept, accepted] = [
      await cycle({ sheets: "inProgress" }),
      await cycle({ sheets: "handedIn" }),
      await cycle({ sheets: "inProgress" }),
      await cycle({ sheets: "accepted" }),
    ];
    await hand(idOf("handler"), { event: "move", departmentId: second(), sheets: [{ sheetId: kept.sheets.handler, course: "stay" }] });
    const entry = {
      action,
      detail: { before: { departmentId: first() }, after: { departmentId: second() } },
      note: `部署：「${await nameOf(first())}」→「${await nameOf(second())}」`,
    };
    for (const { sheets } of [open, handedIn]) expect(await entriesOf(`sheet/${sheets.handler}`)).toEqual([entry]);
    for (const { sheets } of [kept, accepted]) expect(await entriesOf(`sheet/${sheets.handler}`)).toEqual([]);
  });

  it("C1 a sheet that is in the new department already has none, also where it is said to move", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await rows("UPDATE sheet SET department_id = $1 WHERE id = $2", [second(), sheets.handler]);
    await hand(idOf("handler"), { event: "move", departmentId: second(), sheets: [{ sheetId: sheets.handler, course: "along" }] });
    expect(await entriesOf(`sheet/${sheets.handler}`)).toEqual([]);
  });

  it("C1 the person's names department and roles before and afterwards, and the successor's the roles", async () => {
    const successors = [{ post: managing(0), personId: idOf("colleague") }];
    await hand(idOf("manager"), { event: "move", departmentId: second(), appointments: [post("securityCommittee")], successors });
    const [moved, ...more] = await changed(`person/${idOf("manager")}`, action);
    expect([moved?.detail, more]).toMatchObject([
      {
        event: "move",
        before: { departmentId: first(), roles: `securityManager/${first()}/` },
        after: { departmentId: second(), roles: "securityCommittee//" },
      },
      [],
    ]);
    const [from, to] = [await nameOf(first()), await nameOf(second())];
    expect(moved?.note).toBe(`役割：「情報セキュリティ責任者（${from}）」→「情報セキュリティ委員会」　部署：「${from}」→「${to}」`);
    expect(await changed(`person/${idOf("colleague")}`, "people.appoint")).toEqual([
      {
        action: "people.appoint",
        detail: { before: { roles: "" }, after: { roles: `securityManager/${first()}/` } },
        note: `役割：なし→「情報セキュリティ責任者（${from}）」`,
      },
    ]);
  });

  const hold = (personId: string, departmentId: string) =>
    rows("INSERT INTO appointment (operator_id, id, person_id, role, department_id) VALUES ($1, gen_random_uuid(), $2, 'securityManager', $3)", [
      ...[world.operatorId, personId, departmentId],
    ]);
  const both = () =>
    [first(), second()]
      .map((id) => `securityManager/${id}/`)
      .sort()
      .join(" ");
  const toColleague = (...posts: readonly (0 | 1)[]) => posts.map((of) => ({ post: managing(of), personId: idOf("colleague") }));

  it("C1 a successor of several posts has one entry, and the person who leaves one of all that ends", async () => {
    await hold(idOf("manager"), second());
    await hand(idOf("manager"), { event: "leave", successors: toColleague(0, 1) });
    expect(await changed(`person/${idOf("colleague")}`, "people.appoint")).toMatchObject([{ detail: { before: { roles: "" }, after: { roles: both() } } }]);
    const left = (await changed(`person/${idOf("manager")}`, action))[0];
    expect(left?.detail).toMatchObject({ event: "leave", before: { left: false, roles: both() }, after: { left: true, roles: "" } });
    expect(left?.note).toMatch(/^退職：いいえ→はい　役割：「.+」「.+」→なし$/);
  });

  it("C1 a successor who held one of the posts already has an entry of the other, and who held all of them none", async () => {
    await hold(idOf("manager"), second());
    await hold(idOf("colleague"), first());
    await hand(idOf("manager"), { event: "roles", appointments: [managing(0)], successors: toColleague(1) });
    const entry = { before: { roles: `securityManager/${first()}/` }, after: { roles: both() } };
    expect(await changed(`person/${idOf("colleague")}`, "people.appoint")).toMatchObject([{ detail: entry }]);
    await hold(idOf("manager"), second());
    await hand(idOf("manager"), { event: "leave", successors: toColleague(0, 1) });
    expect(await changed(`person/${idOf("colleague")}`, "people.appoint")).toHaveLength(1);
  });

  it("C1 nothing is said to have changed of a person who is only away", async () => {
    await hand(idOf("handler"), { event: "absence" });
    const [away] = await changed(`person/${idOf("handler")}`, action);
    expect(away).toMatchObject({ detail: { event: "absence" }, note: null });
    expect(away?.detail).not.toHaveProperty("before");
  });
});
