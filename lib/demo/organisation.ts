import { type Appointed, appoint } from "@/lib/demo/appointments";
import type { DemoCalendar } from "@/lib/demo/days/calendar";
import { happens, idOf } from "@/lib/demo/days/chance";
import { type DemoDeputy, deputiesOf } from "@/lib/demo/deputies";
import { type PersonName, personName } from "@/lib/demo/people-names";
import type { CastRole, OperatorProfile } from "@/lib/demo/profile";
import type { Organisation } from "@/lib/domain/checking/hand-out";

export interface Member {
  readonly id: string;
  readonly departmentId: string;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  /** Left between the second and the third cycle. */
  readonly leaves: boolean;
}

export interface Place {
  readonly id: string;
  readonly name: string;
}

export interface DemoOperator {
  /** The calendar of its cycles. */
  readonly calendar: DemoCalendar;
  readonly profile: OperatorProfile;
  readonly id: string;
  readonly departments: readonly Place[];
  readonly systems: readonly (Place & { readonly kind: string; readonly departmentId: string })[];
  readonly members: readonly Member[];
  readonly appointments: readonly Appointed[];
  readonly deputies: readonly DemoDeputy[];
  readonly cast: ReadonlyMap<CastRole, Member>;
}

/** Headcounts of the departments: at least two people each, the rest by weight, the last rounding to the largest. */
function headcounts({ staff, departments }: OperatorProfile): number[] {
  const weights = departments.reduce((sum, { weight }) => sum + weight, 0);
  const counts = departments.map(({ weight }) => Math.max(2, Math.floor((staff * weight) / weights)));
  const largest = counts.indexOf(Math.max(...counts));
  counts[largest] = (counts[largest] ?? 0) + staff - counts.reduce((sum, count) => sum + count, 0);
  return counts;
}

/** Creates addresses that are unique in the operator: a second Sato Ken is `sato.ken2`. */
function addressBook(slug: string): (mailbox: string) => string {
  const taken = new Map<string, number>();
  return (mailbox) => {
    const times = (taken.get(mailbox) ?? 0) + 1;
    taken.set(mailbox, times);
    return `${mailbox}${times === 1 ? "" : String(times)}@${slug}.example.jp`;
  };
}

/** A fictional operator with its departments, systems, people and appointments. The same profile gives the same operator. */
export function organise(profile: OperatorProfile, calendar: DemoCalendar): DemoOperator {
  const path = `operator/${profile.slug}`;
  const departments = profile.departments.map(({ name }, index) => ({ id: idOf(`${path}/department/${String(index)}`), name }));
  const departmentId = (index: number): string => departments[index]?.id ?? "";
  const systems = profile.systems.map(({ name, kind, department }, index) => ({
    ...{ id: idOf(`${path}/system/${String(index)}`), name, kind },
    departmentId: departmentId(department),
  }));
  const posts = headcounts(profile).map((count, department) =>
    Array.from({ length: count }, (_, index) => ({ department, id: idOf(`${path}/person/${String(department)}/${String(index)}`) })),
  );
  const { appointments, cast } = appoint(
    profile,
    departments,
    systems,
    posts.map((people) => people.map(({ id }) => id)),
  );
  const castNames = new Map<string, PersonName>();
  for (const [role, personId] of cast) {
    const named = profile.cast[role];
    if (named !== undefined) castNames.set(personId, named);
  }
  const appointed = new Set(appointments.map(({ personId }) => personId));
  const addressOf = addressBook(profile.slug);
  const members = posts.flat().map(({ id, department }, index): Member => {
    const { name, mailbox } = castNames.get(id) ?? personName(id);
    const ordinary = !appointed.has(id) && !castNames.has(id);
    return {
      ...{ id, departmentId: departmentId(department), name, email: addressOf(mailbox) },
      staffNumber: String(1001 + index),
      leaves: ordinary && profile.staff >= 60 && happens(`${id}/leaves`, 0.02),
    };
  });
  const byId = new Map(members.map((member) => [member.id, member]));
  const castMembers = [...cast].flatMap(([role, id]): [CastRole, Member][] => {
    const member = byId.get(id);
    return member === undefined ? [] : [[role, member]];
  });
  const parts = { profile, departments, systems, members, appointments, cast: new Map(castMembers) };
  return { ...parts, calendar, id: idOf(path), deputies: deputiesOf(parts, calendar) };
}

/** The organisation as input for handing out, before or after some people left. */
export const organisationOf = (operator: DemoOperator, afterLeaving: boolean): Organisation => ({
  people: operator.members.filter(({ leaves }) => !(afterLeaving && leaves)),
  departments: operator.departments,
  systems: operator.systems,
  appointments: operator.appointments,
});
