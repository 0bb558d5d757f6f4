import { beforeAll, describe, expect, it } from "vitest";
import { acceptInvitation, readLink } from "@/lib/features/accounts/invitation/commands";
import { applyDueHandovers } from "@/lib/features/handover/due/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { setDueWork } from "@/lib/server/auth/due-work";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { closeDatabase } from "@/lib/server/database/client";
import { idOf } from "@/tests/support/handover-ground";
import { addNewcomer, secretIn, valueOf } from "@/tests/support/links";
import { atHour, DAY, hasLeft, onDay, plan, plansOf, recordedOf, restoreEach } from "@/tests/support/planned-handovers";
import { as, NOW, own, prepareSheetGround, world } from "@/tests/support/sheet-ground";

prepareSheetGround();
restoreEach();
// As the server does when it starts.
beforeAll(() => setDueWork(applyDueHandovers));

const EVE = new Date(atHour(DAY, 0).getTime() - 60_000);
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const byToken = (role: Parameters<typeof idOf>[0], now: Date) => resolveVisitor(new Headers({ authorization: `Bearer ${world.people[role].token}` }), now);

/** A link that the 事務局 makes on the evening before. */
async function linkOfTheEve(): Promise<string> {
  const { personId } = await withClient(own.ownerUrl, (client) => addNewcomer(client, world));
  return secretIn(valueOf(await invitePerson(as("secretariat"), { personId }, EVE)).link);
}

describe("M6 the first thing that happens on the day of a planned handover", () => {
  it("M6 may be the opening of a link: one that the 事務局 made who leaves with this day is dead", async () => {
    expect(await plan(idOf("secretariat"), { event: "leave" })).toBe("ok");
    const secret = await linkOfTheEve();
    expect(await readLink(secret, EVE)).not.toBeNull();
    expect(await readLink(secret, atHour(DAY, 0))).toBeNull();
    expect(await hasLeft(idOf("secretariat"))).toBe(true);
  });

  it("M6 may be the using of a link: nobody sets a password by it", async () => {
    expect(await plan(idOf("secretariat"), { event: "leave" })).toBe("ok");
    const accepted = await acceptInvitation(await linkOfTheEve(), "まったく別の合言葉 9 staple", null, atHour(DAY, 0));
    expect(accepted.ok ? "ok" : accepted.refusal.code).toBe("not_found");
  });

  it("M6 may be a link that the planned handover has nothing to do with: it works", async () => {
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    expect(await readLink(await linkOfTheEve(), atHour(DAY, 0))).not.toBeNull();
    expect(await hasLeft(idOf("handler"))).toBe(true);
  });

  it("M6 may be many requests at once: all wait for the same work, and each sees what is so afterwards", async () => {
    const before = (await recordedOf(idOf("handler"))).length;
    expect(await plan(idOf("handler"), { event: "roles", appointments: [] })).toBe("ok");
    const visitors = await Promise.all(Array.from({ length: 8 }, () => byToken("ciso", atHour(DAY, 8))));
    expect(visitors.map((visitor) => visitor?.account.handoverOn ?? null)).toEqual(visitors.map(() => null));
    expect((await recordedOf(idOf("handler"))).length - before).toBe(1);
  });
});

describe("M6 planned handovers of one day, of which one takes the right away with which others were confirmed", () => {
  it("M6 those are done first, although the one was confirmed before them", async () => {
    expect(await plan(idOf("secretariat"), { event: "leave" })).toBe("ok");
    expect(await plan(idOf("handler"), { event: "absence" }, { by: as("secretariat"), now: later(1) })).toBe("ok");
    expect(await plan(idOf("colleague"), { event: "leave" }, { by: as("secretariat"), now: later(2) })).toBe("ok");
    await onDay();
    const states = await Promise.all((["handler", "colleague", "secretariat"] as const).map(async (role) => (await plansOf(idOf(role)))[0]?.state));
    expect(states).toEqual(["done", "done", "done"]);
  });

  it("M6 on the day after it, they wait to be confirmed again", async () => {
    expect(await plan(idOf("secretariat"), { event: "leave" })).toBe("ok");
    expect(await plan(idOf("handler"), { event: "absence" }, { by: as("secretariat"), day: "2026-12-02", now: later(1) })).toBe("ok");
    await onDay("2026-12-02");
    expect((await plansOf(idOf("handler")))[0]).toMatchObject({ state: "toConfirm", codes: ["confirmer"] });
  });
});

/** Whether transactions can only read, from now on and in new connections. */
async function setReadOnly(value: "on" | "off"): Promise<void> {
  await withClient(own.ownerUrl, async (client) => {
    const { rows: named } = await client.query<{ name: string }>("SELECT current_database() AS name");
    await client.query("SET default_transaction_read_only = off");
    await client.query(`ALTER DATABASE "${named[0]?.name ?? ""}" SET default_transaction_read_only = ${value}`);
  });
  await closeDatabase();
}

describe("M6 a planned handover on a day on which the database can only be read", () => {
  it("M6 stays planned while requests go on, and is done when it can be written again", async () => {
    expect(await plan(idOf("handler"), { event: "leave" })).toBe("ok");
    await setReadOnly("on");
    try {
      expect((await byToken("ciso", atHour(DAY, 8)))?.account.accountId).toBe(world.people.ciso.accountId);
      expect((await plansOf(idOf("handler")))[0]?.state).toBe("planned");
    } finally {
      await setReadOnly("off");
    }
    await byToken("ciso", atHour(DAY, 9));
    expect([(await plansOf(idOf("handler")))[0]?.state, await hasLeft(idOf("handler"))]).toEqual(["done", true]);
  });
});
