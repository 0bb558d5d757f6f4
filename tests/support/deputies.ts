import { nameDeputy } from "@/lib/features/organisation/deputies/commands";
import { calendarDate } from "@/lib/labels/japanese-date";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import type { Visitor } from "@/lib/server/scope/scope";
import { as, valueOf } from "@/tests/support/links";
import type { OperatorRole, World } from "@/tests/support/world";

export const TODAY = calendarDate(new Date());

type Wish = Parameters<typeof nameDeputy>[1];

/** The person as a deputy of the CISO today, or as `overrides` says. */
export const wish = (world: World, person: OperatorRole, overrides: Partial<Wish> = {}): Wish => ({
  ...{
    personId: world.people[person].personId,
    role: "ciso",
    departmentId: null,
    systemId: null,
    order: 1,
    from: TODAY,
    until: TODAY,
    reason: "長期の出張のため",
  },
  ...overrides,
});

/** Named by the CISO. */
export const name = async (world: World, person: OperatorRole, overrides: Partial<Wish> = {}) =>
  valueOf(await nameDeputy(await as(world, "ciso"), wish(world, person, overrides), new Date()));

/** The visitor of a request at this time. */
export async function asAt(world: World, person: OperatorRole, at: Date): Promise<Visitor> {
  const visitor = await resolveVisitor(new Headers({ authorization: `Bearer ${world.people[person].token}` }), at);
  if (!visitor) throw new Error("the token does not resolve");
  return visitor;
}

export const ofManager = (world: World) => ({ role: "securityManager", departmentId: world.departments[0] }) as const;
export const ofSystem = (world: World) => ({ role: "systemAdministrator", systemId: world.systems[0] }) as const;
