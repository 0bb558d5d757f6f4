import { beforeEach, describe, expect, it } from "vitest";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { administering, managing, names, stands } from "@/tests/support/changed-posts";
import { type Asked, doHandover, idOf } from "@/tests/support/handover-ground";
import { onDay, plan, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";

/* What changes with a handover or with leaving, beside the person: who answers sheets, and deputyships that end. */

prepareSheetGround();
restoreEach();
beforeEach(() => rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]));

let last = "0";
beforeEach(async () => {
  last = (await rows<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit", []))[0]?.id ?? "0";
});
const entriesOf = async (target: string) =>
  (
    await rows<{ detail: object }>("SELECT detail FROM audit WHERE target = $1 AND id > $2 AND outcome = 'done' AND action NOT LIKE '%preview%' ORDER BY id", [
      target,
      last,
    ])
  ).map(({ detail }) => detail);
const sorted = (...who: Parameters<typeof idOf>[0][]) => ({ respondentIds: who.map(idOf).sort() });

const WAYS = {
  "at once": async (personId: string, asked: Asked) => expect(await doHandover(personId, asked)).toBe("ok"),
  async "on its day"(personId: string, asked: Asked) {
    expect(await plan(personId, asked)).toBe("ok");
    await onDay();
  },
} as const;

describe.each(Object.entries(WAYS))("C1 a sheet that others answer after a handover %s has an entry with who did and who does", (_when, hand) => {
  it("C1 one that its former holder finishes, beside the successor, and one that passes to the successor", async () => {
    const [staying, passing] = [await cycle({ sheets: "inProgress" }), await cycle({ sheets: "inProgress" })];
    const successors = [{ post: managing(), personId: idOf("colleague") }];
    await hand(idOf("manager"), { event: "roles", appointments: [], successors, sheets: [{ sheetId: staying.sheets.manager, course: "stay" }] });
    const before = sorted("manager");
    expect(await entriesOf(`sheet/${staying.sheets.manager}`)).toEqual([{ course: "stay", before, after: sorted("manager", "colleague") }]);
    expect(await entriesOf(`sheet/${passing.sheets.manager}`)).toEqual([{ course: "pass", before, after: sorted("colleague") }]);
  });

  it("C1 one that a leaver was named for", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await names("colleague", sheets.system);
    await hand(idOf("colleague"), { event: "leave" });
    const answering = { before: sorted("systemAdministrator", "colleague"), after: sorted("systemAdministrator") };
    expect(await entriesOf(`sheet/${sheets.system}`)).toEqual([{ course: "pass", ...answering }]);
  });

  it("C1 none where the same people answer it", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await hand(idOf("handler"), { event: "absence", sheets: [{ sheetId: sheets.handler, course: "stay" }] });
    for (const id of Object.values(sheets)) expect(await entriesOf(`sheet/${id}`)).toEqual([]);
  });
});

const LEAVING = {
  ...Object.fromEntries(Object.entries(WAYS).map(([when, hand]) => [`a handover ${when}`, (personId: string) => hand(personId, { event: "leave" })])),
  "the register": async (personId: string) => expect(codeOf(await changePerson(as("ciso"), { personId, left: true }, NOW))).toBe("ok"),
};

describe.each(Object.entries(LEAVING))("C1 leaving by %s", (_way, leave) => {
  it("C1 ends each deputyship of now or later with an entry and who did it, and leaves one alone that was over", async () => {
    const running = await stands("colleague", managing());
    const coming = await stands("colleague", administering(), ["2027-01-01", "2027-01-31"]);
    const over = await stands("colleague", administering(), ["2026-01-01", "2026-01-31"]);
    const others = await stands("committee", managing(), undefined, 2);
    await leave(idOf("colleague"));
    for (const id of [running, coming]) expect(await entriesOf(`deputy/${id}`)).toEqual([{ reason: "退職" }]);
    for (const id of [over, others]) expect(await entriesOf(`deputy/${id}`)).toEqual([]);
    const ended = await rows<{ id: string; by: string }>(
      "SELECT id, ended_by AS by FROM deputy WHERE id = ANY($1) AND ended_reason = '退職' AND ended_by IS NOT NULL ORDER BY id",
      [[running, coming, over, others]],
    );
    expect(ended).toEqual([running, coming].sort().map((id) => ({ id, by: idOf("ciso") })));
    const [person] = await entriesOf(`person/${idOf("colleague")}`).then((all) => all.filter((one) => "deputyships" in one));
    expect(person).toMatchObject({ deputyships: 2 });
  });
});

describe("C1 leaving by the register", () => {
  it("C1 leaves an entry on a sheet that the leaver was named for", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await rows("DELETE FROM sheet_respondent WHERE person_id = $1", [idOf("colleague")]);
    await names("colleague", sheets.system);
    await LEAVING["the register"](idOf("colleague"));
    expect(await entriesOf(`sheet/${sheets.system}`)).toEqual([{ before: sorted("systemAdministrator", "colleague"), after: sorted("systemAdministrator") }]);
  });
});
