import type { Appointed } from "@/lib/demo/appointments";
import { type DemoCalendar, LAST_FINISHED, RUNNING } from "@/lib/demo/days/calendar";
import { idOf } from "@/lib/demo/days/chance";
import { dayOf, nineOClock } from "@/lib/demo/days/working-time";
import { MAIN_SLUG } from "@/lib/demo/operators";
import type { DemoOperator, Member } from "@/lib/demo/organisation";
import type { Row } from "@/lib/demo/rows";
import { daysAfter } from "@/lib/domain/shared/day";

/** Who stands in for a post (代行, 3.1.4.1(4)): the first in order, for a period of days. */
export interface DemoDeputy extends Appointed {
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly namedAt: Date;
  readonly namedBy: "ciso" | "secretariat";
}

/** Days after the due date until which the administrator's training lasts, days of the CISO's leave, and of the manager's journey. */
const TRAINING_ENDS = 30;
const LEAVE = 9;
const JOURNEY = { begins: 12, lasts: 4 } as const;

type Parts = Pick<DemoOperator, "profile" | "departments" | "systems" | "members" | "appointments" | "cast">;

/**
 * The deputies of the operator that the demo shows most: one in force, who answers on a system's sheet, one whose period begins
 * later, and one whose period is over. They hold no post themselves, so that nobody's duties change but theirs.
 */
export function deputiesOf({ profile, departments, systems, members, appointments, cast }: Parts, calendar: DemoCalendar): readonly DemoDeputy[] {
  if (profile.slug !== MAIN_SLUG) return [];
  const busy = new Set([...appointments.map(({ personId }) => personId), ...[...cast.values()].map(({ id }) => id)]);
  const freeIn = (departmentId: string): Member => {
    const found = members.find((one) => one.departmentId === departmentId && !one.leaves && !busy.has(one.id));
    if (found === undefined) throw new Error("the demo has nobody to stand in");
    return found;
  };
  const { [RUNNING]: running, [LAST_FINISHED]: finished } = calendar.periods;
  const system = systems.at(-1);
  const [office] = departments;
  const stage = departments[profile.stage];
  if (system === undefined || office === undefined || stage === undefined) throw new Error("the demo's deputies have no post");
  const journey = daysAfter(calendar.today, JOURNEY.begins);
  const deputy = (member: Member, post: Pick<Appointed, "role" | "departmentId" | "systemId">, rest: Omit<DemoDeputy, keyof Appointed>): DemoDeputy => ({
    ...{ id: idOf(`deputy/${member.id}/${post.role}`), personId: member.id, ...post, ...rest },
  });
  return [
    deputy(
      freeIn(system.departmentId),
      { role: "systemAdministrator", departmentId: null, systemId: system.id },
      {
        ...{ from: running.openedOn, until: daysAfter(running.dueOn, TRAINING_ENDS), reason: "システム管理者が長期の研修に出るため。" },
        ...{ namedAt: nineOClock(calendar.work.day(running.openedOn, -3), 40), namedBy: "secretariat" },
      },
    ),
    deputy(
      freeIn(stage.id),
      { role: "securityManager", departmentId: stage.id, systemId: null },
      {
        ...{ from: journey, until: daysAfter(journey, JOURNEY.lasts), reason: "情報セキュリティ責任者が海外へ出張するため。" },
        ...{ namedAt: nineOClock(calendar.work.day(calendar.today, -2), 210), namedBy: "ciso" },
      },
    ),
    deputy(
      freeIn(office.id),
      { role: "ciso", departmentId: null, systemId: null },
      {
        ...{ from: finished.openedOn, until: daysAfter(finished.openedOn, LEAVE), reason: "CISOが入院するため。" },
        ...{ namedAt: nineOClock(calendar.work.day(finished.openedOn, -5), 90), namedBy: "ciso" },
      },
    ),
  ];
}

export const deputyRow = ({ id: operatorId, cast }: DemoOperator, deputy: DemoDeputy): Row => ({
  ...{ operator_id: operatorId, id: deputy.id, person_id: deputy.personId, role: deputy.role, department_id: deputy.departmentId },
  ...{ system_id: deputy.systemId, ordinal: 1, from_on: deputy.from, until_on: deputy.until, reason: deputy.reason },
  ...{ named_at: deputy.namedAt, named_by: cast.get(deputy.namedBy)?.id ?? null },
});

/** The deputy who may answer for the post at that time; undefined if there is none. */
export const deputyAt = (
  { deputies }: DemoOperator,
  { role, departmentId, systemId }: { readonly role: string; readonly departmentId: string | null; readonly systemId: string | null },
  at: Date,
): DemoDeputy | undefined =>
  deputies.find(
    (one) =>
      one.role === role &&
      (role === "systemAdministrator" ? one.systemId === systemId : one.departmentId === departmentId) &&
      one.from <= dayOf(at) &&
      dayOf(at) <= one.until,
  );
