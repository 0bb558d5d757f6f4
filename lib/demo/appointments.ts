import { idOf } from "@/lib/demo/days/chance";
import type { CastRole, OperatorProfile } from "@/lib/demo/profile";
import type { AppointmentRole } from "@/lib/domain/checking/state";

export interface Appointed {
  readonly id: string;
  readonly personId: string;
  readonly role: AppointmentRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
}

interface Identified {
  readonly id: string;
}

/** With fewer staff than this, some people hold several roles. */
const SMALL_STAFF = 30;
/** From this size on, a department has a deputy 責任者, and a system in it two administrators. */
const LARGE_DEPARTMENT = 40;

/** Assigns the people of each department one after the other, and repeats the last one when there are no more. */
function queueOf(people: readonly (readonly string[])[]): (department: number) => string {
  const next = people.map(() => 0);
  return (department) => {
    const members = people[department] ?? [];
    const index = Math.min(next[department] ?? 0, members.length - 1);
    next[department] = index + 1;
    const person = members[index];
    if (person === undefined) throw new Error(`department ${String(department)} of the demo has nobody`);
    return person;
  };
}

/**
 * Who holds which role, such that every measure is on a sheet and nobody holds duties that 3.1.4.1(2) separates: the auditor
 * only audits, and the CISO is never the 経営層 that accepts the CISO's sheet.
 */
export function appoint(
  profile: OperatorProfile,
  departments: readonly Identified[],
  systems: readonly (Identified & { readonly departmentId: string })[],
  people: readonly (readonly string[])[],
): { readonly appointments: readonly Appointed[]; readonly cast: ReadonlyMap<CastRole, string> } {
  const take = queueOf(people);
  const appointments: Appointed[] = [];
  const give = (personId: string, role: AppointmentRole, departmentId: string | null = null, systemId: string | null = null): void => {
    const id = idOf(`appointment/${personId}/${role}/${departmentId ?? systemId ?? ""}`);
    if (!appointments.some((one) => one.id === id)) appointments.push({ id, personId, role, departmentId, systemId });
  };
  const small = profile.staff < SMALL_STAFF;
  const auditOffice = profile.departments.findIndex(({ name }) => name === "監査室");
  const executive = take(0);
  const ciso = take(0);
  const auditor = take(Math.max(auditOffice, 0));
  const secretariat = take(0);
  const committee = small ? executive : take(0);
  const reviewer = small ? secretariat : take(0);
  give(executive, "executive");
  give(ciso, "ciso");
  give(auditor, "auditor");
  give(secretariat, "secretariat");
  give(committee, "securityCommittee");
  give(reviewer, "exemptionReviewer");
  const managers = departments.map((department, index) => {
    const manager = small && index === 0 ? secretariat : take(index);
    give(manager, "securityManager", department.id);
    if ((people[index]?.length ?? 0) >= LARGE_DEPARTMENT) give(take(index), "securityManager", department.id);
    return manager;
  });
  if (!small) give(managers[profile.stage] ?? committee, "securityCommittee");
  const administrators = systems.map((system) => {
    const index = departments.findIndex(({ id }) => id === system.departmentId);
    const administrator = take(index);
    give(administrator, "systemAdministrator", null, system.id);
    if ((people[index]?.length ?? 0) >= LARGE_DEPARTMENT) give(take(index), "systemAdministrator", null, system.id);
    return { administrator, index };
  });
  const cast = new Map<CastRole, string>([
    ...([
      ["executive", executive],
      ["ciso", ciso],
      ["auditor", auditor],
      ["secretariat", secretariat],
    ] as const),
    ...([
      ["committee", committee],
      ["reviewer", reviewer],
      ["staff", take(profile.stage)],
    ] as const),
    ["manager", managers[profile.stage] ?? committee],
    ["system", administrators.find(({ index }) => index === profile.stage)?.administrator ?? reviewer],
  ]);
  return { appointments, cast };
}
