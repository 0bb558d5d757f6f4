import { beforeEach, describe, expect, it, vi } from "vitest";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { loadHandover } from "@/lib/features/handover/pages";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { administering, managing, stands, vacate } from "@/tests/support/changed-posts";
import { type Asked, idOf, preview } from "@/tests/support/handover-ground";
import { onDay, plan, plansOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("ciso")) }));

prepareSheetGround();
restoreEach();
beforeEach(async () => {
  await rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]);
});

const nameOf = (who: OperatorRole) => world.people[who].name;
const AWAY: Asked = { event: "absence" };
const moving = (): Asked => ({ event: "move", departmentId: world.departments[1] });

/** A round in which there is something to answer and to review at the vacant post of a department. */
async function vacantPost() {
  const { sheets } = await cycle({ sheets: "inProgress" });
  await cycle({ sheets: "handedIn" });
  await vacate("manager");
  return sheets;
}
const open = async (who: OperatorRole, asked: Asked = AWAY) =>
  (await preview(idOf(who), asked)).deputyships.map(({ sheets, sheetsAlone, waiting, waitingAlone }) => [sheets, sheetsAlone, waiting, waitingAlone]);

/** Does what was previewed, after something else happened. */
async function doSeen(who: OperatorRole, asked: Asked, meanwhile: () => Promise<unknown>): Promise<string> {
  const { hash } = await preview(idOf(who), asked);
  await meanwhile();
  return codeOf(await handOver(as("ciso"), { personId: idOf(who), ...handoverBody.parse({ ...asked, hash }) }, NOW));
}

describe("M6 what waits for a deputy who moves or is away stays with them, and is shown", () => {
  it.each([
    ["is away", () => AWAY],
    ["moves", moving],
  ] as const)("M6 the only deputy of a vacant post %s: how much of it nobody else could do", async (_how, asked) => {
    await vacantPost();
    await stands("colleague", managing());
    const { deputyships, effects } = await preview(idOf("colleague"), asked());
    const counts = { sheets: 1, sheetsAlone: 1, waiting: 2, waitingAlone: 2 };
    expect(deputyships).toMatchObject([{ ...managing(), until: "2026-12-31", holders: [], deputies: [], ...counts }]);
    expect(effects.deputyships).toBe(0);
  });

  it("M6 with another deputy it is nobody else's where the other one comes after, and theirs where they come before", async () => {
    await vacantPost();
    await stands("committee", managing(), undefined, 2);
    await stands("colleague", managing());
    expect([await open("colleague"), await open("committee")]).toEqual([[[1, 1, 2, 2]], [[1, 0, 2, 0]]]);
  });

  it("M6 with a holder who is there nothing is the deputy's alone; the holder who is away leaves it to the deputy", async () => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    await stands("colleague", managing());
    expect(await open("colleague")).toEqual([[1, 0, 2, 0]]);
    const { kept } = await preview(idOf("manager"), AWAY);
    expect(kept.posts).toMatchObject([{ sheets: 1, sheetsAlone: 0, waiting: 2, waitingAlone: 0 }]);
  });

  it("M6 a deputy answers for nobody where the holder was taken off the sheet", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await stands("colleague", managing());
    await rows("DELETE FROM sheet_respondent WHERE sheet_id = $1", [sheets.manager]);
    expect((await preview(idOf("manager"), AWAY)).kept.posts).toMatchObject([{ sheets: 1, sheetsAlone: 1 }]);
  });

  it("M6 it is confirmed: another deputy who is gone meanwhile, or an open sheet that came, is asked about", async () => {
    await vacantPost();
    await stands("colleague", managing(), undefined, 2);
    await stands("committee", managing());
    expect(await doSeen("colleague", AWAY, () => rows("DELETE FROM deputy WHERE person_id = $1", [idOf("committee")]))).toBe("confirmation_required");
    expect(await doSeen("colleague", AWAY, () => cycle({ sheets: "inProgress" }))).toBe("confirmation_required");
    expect(await doSeen("colleague", AWAY, () => Promise.resolve())).toBe("ok");
  });

  it("M6 planned for a later day, it waits to be confirmed again where nobody else is left by then", async () => {
    await vacantPost();
    await stands("colleague", managing(), undefined, 2);
    await stands("committee", managing());
    expect(await plan(idOf("colleague"), AWAY)).toBe("ok");
    await rows("DELETE FROM deputy WHERE person_id = $1", [idOf("committee")]);
    await onDay();
    expect(await plansOf(idOf("colleague"))).toMatchObject([{ state: "toConfirm", codes: ["soleHolder", "onlyTheirs"] }]);
  });

  it("M6 the page says it beside what is kept, and before it is decided", async () => {
    await vacantPost();
    await stands("colleague", managing());
    const page = (step: string) => loadHandover(idOf("colleague"), { event: "absence", step });
    expect((await page("choose")).posts).toMatchObject([{ chip: "続ける代行", chosen: "代行を続けます" }]);
    const { effects } = await page("confirm");
    expect(effects.join("")).toMatch(/この人のほかに回答する人がいない点検票が1枚、.*この人のほかに確かめる人がいない点検票が2枚、/);
    expect(effects.join("")).not.toContain("代行が終わる役割");
  });
});

describe("M6 a deputyship that ends because its person takes the post is shown before", () => {
  const ended = ({ endedByTaking, effects }: Awaited<ReturnType<typeof preview>>) => [
    endedByTaking.map(({ id, personId }) => [id, personId]),
    effects.deputyships,
  ];

  it.each(["leave", "roles"] as const)("M6 the successor is named for the post that they take, and for no other (%s)", async (event) => {
    const id = await stands("colleague", managing(), ["2027-01-01", "2027-02-01"]);
    await stands("colleague", administering());
    await stands("committee", managing(), undefined, 2);
    const asked: Asked = { event, ...(event === "roles" && { appointments: [] }), successors: [{ post: managing(), personId: idOf("colleague") }] };
    expect(ended(await preview(idOf("manager"), asked))).toEqual([[[id, idOf("colleague")]], 1]);
    expect(ended(await preview(idOf("manager"), { ...asked, successors: [] }))).toEqual([[], 0]);
  });

  it.each([
    ["takes a role", () => ({ event: "roles" as const })],
    ["moves", moving],
  ] as const)("M6 the person who %s is named for it, beside what they go on with", async (_how, asked) => {
    const id = await stands("colleague", managing());
    const other = await stands("colleague", administering());
    const seen = await preview(idOf("colleague"), { ...asked(), appointments: [managing()] });
    expect(ended(seen)).toEqual([[[id, idOf("colleague")]], 1]);
    expect(seen.deputyships.map((one) => one.id)).toEqual(asked().event === "roles" ? [] : [other]);
  });

  it("M6 it is said with the name, and confirmed: a successor who became a deputy meanwhile is asked about", async () => {
    const asked: Asked = { event: "leave", successors: [{ post: managing(), personId: idOf("colleague") }] };
    expect(await doSeen("manager", asked, () => stands("colleague", managing()))).toBe("confirmation_required");
    const key = `successor:securityManager/${world.departments[0]}/`;
    const { effects } = await loadHandover(idOf("manager"), { event: "leave", step: "confirm", [key]: idOf("colleague") });
    expect(effects).toContainEqual(
      expect.stringMatching(new RegExp(`^${nameOf("colleague")}さんの情報セキュリティ責任者（.+）の代行は、その役割に就くので終わります。$`)),
    );
  });
});
