import { type AccountDescription, type Visitor, visitorOf } from "@/lib/server/scope/scope";
import type { OperatorRole, World } from "@/tests/support/world";

const APPOINTMENTS: Record<OperatorRole, (world: World) => AccountDescription["appointments"]> = {
  handler: () => [],
  colleague: () => [],
  systemAdministrator: (w) => [{ role: "systemAdministrator", departmentId: null, systemId: w.systems[0] }],
  manager: (w) => [{ role: "securityManager", departmentId: w.departments[0], systemId: null }],
  otherManager: (w) => [{ role: "securityManager", departmentId: w.departments[1], systemId: null }],
  ciso: () => [{ role: "ciso", departmentId: null, systemId: null }],
  executive: () => [{ role: "executive", departmentId: null, systemId: null }],
  auditor: () => [{ role: "auditor", departmentId: null, systemId: null }],
  secretariat: () => [{ role: "secretariat", departmentId: null, systemId: null }],
  committee: () => [{ role: "securityCommittee", departmentId: null, systemId: null }],
};

/** The visitor after a sign-in of this person of the world. */
export function visitorFor(world: World, role: OperatorRole): Visitor {
  const { personId, accountId, email, name } = world.people[role];
  return visitorOf({
    ...{ accountId, email, name, personId, operatorId: world.operatorId, operatorName: "試験空港", departmentId: world.departments[0] },
    ...{ appointments: APPOINTMENTS[role](world), sectorId: world.sectorId, role: null, shortcutKeys: true },
  });
}
