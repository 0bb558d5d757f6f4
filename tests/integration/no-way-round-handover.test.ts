import { beforeEach, describe, expect, it } from "vitest";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { administering, give, handsIn, managing, names, stands, vacate } from "@/tests/support/changed-posts";
import { idOf, post, preview } from "@/tests/support/handover-ground";
import { restoreEach } from "@/tests/support/planned-handovers";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();
restoreEach();
beforeEach(() => rows("DELETE FROM deputy WHERE operator_id = $1", [world.operatorId]));

const retire = (who: OperatorRole) => changePerson(as("ciso"), { personId: idOf(who), left: true }, NOW);
const appointTo = (who: OperatorRole, ...appointments: AppointmentBody[]) => appoint(as("ciso"), { personId: idOf(who), appointments }, NOW);
const refusedWith = async (asked: ReturnType<typeof retire>) => {
  const done = await asked;
  return done.ok ? "ok" : [done.refusal.code, done.refusal.current];
};
const toHandOver = (openSheets: number, postSheets: number, waiting: number) => ["confirmation_required", { openSheets, postSheets, waiting }];
const held = async (who: OperatorRole): Promise<number> => (await rows("SELECT 1 FROM appointment WHERE person_id = $1", [idOf(who)])).length;

describe("M6 nobody leaves or gives up a role without what is open on it being shown", () => {
  it("M6 the only 責任者 of a department, whose own sheet is handed in, with an open post's sheet and two reviews", async () => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    for (const way of [() => retire("manager"), () => appointTo("manager")]) expect(await refusedWith(way())).toEqual(toHandOver(0, 1, 2));
    expect([await held("manager"), codeOf(await appointTo("manager", managing(), post("executive")))]).toEqual([1, "ok"]);
  });

  it("M6 a post's sheet alone, and reviews alone", async () => {
    await cycle({ sheets: "inProgress" });
    expect(await refusedWith(appointTo("systemAdministrator"))).toEqual(toHandOver(0, 1, 0));
    expect(await refusedWith(appointTo("manager"))).toEqual(toHandOver(0, 1, 0));
    await rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1", [world.operatorId]);
    await cycle({ sheets: "handedIn" });
    expect(await refusedWith(appointTo("manager"))).toEqual(toHandOver(0, 0, 2));
    expect(await refusedWith(appointTo("systemAdministrator"))).toBe("ok");
  });

  it("M6 nothing has to be shown where somebody else holds the post too, or where nothing is open", async () => {
    await cycle({ sheets: "inProgress" });
    await cycle({ sheets: "handedIn" });
    await give("colleague", managing());
    expect(await refusedWith(appointTo("colleague"))).toBe("ok");
    await give("colleague", managing());
    expect(await refusedWith(retire("manager"))).toBe("ok");
    await rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1", [world.operatorId]);
    expect(await refusedWith(appointTo("colleague"))).toBe("ok");
  });

  it("M6 a sheet that somebody named the leaver for, and that nobody else answers", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await names("colleague", sheets.committee);
    expect(await refusedWith(retire("colleague"))).toBe("ok");
    expect(codeOf(await changePerson(as("ciso"), { personId: idOf("colleague"), left: false }, NOW))).toBe("ok");
    await names("colleague", sheets.committee);
    await rows("DELETE FROM appointment WHERE person_id = $1", [idOf("committee")]);
    expect(await refusedWith(retire("colleague"))).toEqual(toHandOver(0, 1, 0));
    // Roles are not why they answer it.
    await give("colleague", post("exemptionReviewer"));
    expect(await refusedWith(appointTo("colleague"))).toBe("ok");
  });

  it("M6 who may not appoint to the role is refused for that, without the numbers", async () => {
    await cycle({ sheets: "inProgress" });
    expect(codeOf(await appoint(as("secretariat"), { personId: idOf("manager"), appointments: [] }, NOW))).toBe("not_permitted");
  });
});

describe("M6 a deputy leaves no way round the handover either", () => {
  /** A round in which there is something to answer, and one in which something waits. */
  const rounds = async (): Promise<string> => {
    await cycle({ sheets: "inProgress" });
    return (await cycle({ sheets: "handedIn" })).sheets.system;
  };

  it("M6 the only deputy of a vacant post, with its open sheet and two reviews", async () => {
    await rounds();
    await stands("colleague", managing());
    await vacate("manager");
    expect(await refusedWith(retire("colleague"))).toEqual(toHandOver(0, 1, 2));
    expect((await preview(idOf("colleague"), { event: "leave" })).deputyships).toMatchObject([{ sheetsAlone: 1, waiting: 2 }]);
    expect(await rows("SELECT 1 FROM deputy WHERE person_id = $1 AND ended_at IS NOT NULL", [idOf("colleague")])).toEqual([]);
  });

  it.each([
    ["on its last day", ["2026-11-01", "2026-11-20"], toHandOver(0, 1, 0)],
    ["still to come", ["2026-11-21", "2026-12-31"], toHandOver(0, 1, 0)],
    ["over", ["2026-11-01", "2026-11-19"], "ok"],
  ] as const)("M6 a system's only deputy, whose period is %s", async (_when, period, expected) => {
    await rounds();
    await stands("colleague", administering(), period);
    await vacate("systemAdministrator");
    expect(await refusedWith(retire("colleague"))).toEqual(expected);
  });

  it("M6 a deputy leaves freely where the post has a holder", async () => {
    await rounds();
    await stands("colleague", managing());
    expect(await refusedWith(retire("colleague"))).toBe("ok");
  });

  it("M6 a deputy leaves freely where another is there today, whatever the order; one who is still to come does not count", async () => {
    await rounds();
    await stands("colleague", managing());
    await stands("handler", managing(), ["2026-11-21", "2026-12-31"], 2);
    await vacate("manager");
    expect(await refusedWith(retire("colleague"))).toEqual(toHandOver(0, 1, 2));
    await stands("committee", managing(), undefined, 3);
    expect(await refusedWith(retire("colleague"))).toBe("ok");
  });

  it("M6 a holder whose deputy of today can answer and review gives the role up, unless the deputy's account is closed or had a part in it", async () => {
    const waiting = await rounds();
    await stands("colleague", managing());
    const giveUp = () => refusedWith(appointTo("manager"));
    await rows("UPDATE account SET disabled_at = now() WHERE person_id = $1", [idOf("colleague")]);
    expect(await giveUp()).toEqual(toHandOver(0, 1, 2));
    await rows("UPDATE account SET disabled_at = NULL WHERE person_id = $1", [idOf("colleague")]);
    await handsIn("systemAdministrator", waiting);
    await handsIn("colleague", waiting);
    expect(await giveUp()).toEqual(toHandOver(0, 0, 1));
    await handsIn("systemAdministrator", waiting);
    expect(await giveUp(), "who ever handed it in keeps a part in it").toEqual(toHandOver(0, 0, 1));
  });
});

it("M6 another holder who had a part in a waiting sheet does not review it: the role is given up by a handover", async () => {
  const { sheets } = await cycle({ sheets: "handedIn" });
  await give("colleague", managing());
  await handsIn("colleague", sheets.system);
  expect(await refusedWith(appointTo("manager"))).toEqual(toHandOver(0, 0, 1));
  await handsIn("systemAdministrator", sheets.system);
  expect(await refusedWith(appointTo("manager")), "who ever handed it in keeps a part in it").toEqual(toHandOver(0, 0, 1));
});

it("M6 another holder without a part in a waiting sheet reviews it: the role is given up", async () => {
  const { sheets } = await cycle({ sheets: "handedIn" });
  await give("colleague", managing());
  await handsIn("systemAdministrator", sheets.system);
  expect(await refusedWith(appointTo("manager"))).toBe("ok");
});
