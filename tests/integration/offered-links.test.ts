import { expect, it, vi } from "vitest";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { loadPerson } from "@/lib/features/organisation/pages";
import type { Visitor } from "@/lib/server/scope/scope";
import { as, codeOf, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen: { visitor?: Visitor } = {};
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

prepareSheetGround();

/** Whether the page offers a link for the person, and what asking for one does. */
async function linkFor(role: OperatorRole, person: OperatorRole) {
  seen.visitor = as(role);
  const { personId } = world.people[person];
  const { noLink } = (await loadPerson(personId)).invitation;
  return { noLink, done: codeOf(await invitePerson(as(role), { personId }, NOW)) };
}

it("M6 nobody is offered to become a deputy by themselves", async () => {
  for (const role of ["ciso", "secretariat"] as const) {
    seen.visitor = as(role);
    const notNamed = async (person: OperatorRole) => (await loadPerson(world.people[person].personId)).deputies.notNamed;
    expect(await notNamed(role)).toContain("自分を代行に決めることはできません。");
    expect(await notNamed("handler")).toBeNull();
  }
});

it("M10 a link is offered exactly to who may make it, and the others are told why not and whom to ask", async () => {
  await rows("UPDATE account SET password_hash = NULL, had_password = false WHERE person_id = $1", [world.people.colleague.personId]);
  for (const role of ["ciso", "secretariat"] as const) {
    for (const person of ["handler", "manager", "ciso", "secretariat", "auditor", "colleague"] as const) {
      const { noLink, done } = await linkFor(role, person);
      expect({ role, person, offered: noLink === null }).toEqual({ role, person, offered: done === "ok" });
    }
  }
  expect((await linkFor("ciso", "handler")).noLink).toBeNull();
  expect((await linkFor("ciso", "ciso")).noLink).toContain("自分の招待リンクは作れません。");
  expect((await linkFor("secretariat", "auditor")).noLink).toContain("CISO");
  expect(await linkFor("auditor", "handler")).toEqual({ noLink: null, done: "not_permitted" });
});
