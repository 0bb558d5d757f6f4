import { postKey } from "@/lib/domain/checking/posts";
import { COURSES, type Course, HANDOVER_EVENTS, type HandoverEvent } from "@/lib/domain/handover/courses";
import { cleanAnyway, hasVisible } from "@/lib/domain/shared/text";
import type { HandoverBody } from "@/lib/features/handover/record/schema";
import type { AppointmentBody, Person } from "@/lib/features/organisation/record/schema";

/** What the address or the form of the page says: each name with all its values. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

export const KEEPS = "keep";
export const successorName = (key: string): string => `successor:${key}`;
export const courseName = (sheetId: string): string => `course:${sheetId}`;
export const reasonName = (sheetId: string): string => `reason:${sheetId}`;

const all = (query: Query, name: string): readonly string[] => [query[name] ?? []].flat();
export const only = (query: Query, name: string): string | undefined => all(query, name)[0];

function postOf(key: string): AppointmentBody {
  const [role = "", departmentId, systemId] = key.split("/");
  return { role: role as AppointmentBody["role"], departmentId: departmentId || null, systemId: systemId || null };
}

export const eventOf = (query: Query): HandoverEvent => HANDOVER_EVENTS.find((event) => event === only(query, "event")) ?? "leave";

/** Whether a person keeps a post by default: always while away; when moving, unless the post is of the department that they leave. */
const keptByDefault = (event: HandoverEvent, { departmentId }: AppointmentBody, person: Person): boolean =>
  event === "absence" || (event === "move" && departmentId !== person.departmentId);

/** Whether the person keeps the post that they hold. */
export function keepsPost(query: Query, person: Person, post: AppointmentBody): boolean {
  const event = eventOf(query);
  if (event === "leave") return false;
  if (event === "roles") return all(query, "appointment").includes(postKey(post));
  const chosen = only(query, successorName(postKey(post)));
  return chosen === undefined ? keptByDefault(event, post, person) : chosen === KEEPS;
}

function appointmentsOf(query: Query, person: Person): AppointmentBody[] | undefined {
  const event = eventOf(query);
  if (event === "leave") return undefined;
  if (event === "roles") return [...new Set(all(query, "appointment"))].map(postOf);
  return person.appointments.filter((post) => keepsPost(query, person, post)).map(({ role, departmentId, systemId }) => ({ role, departmentId, systemId }));
}

interface CourseIn {
  readonly sheetId: string;
  readonly course: Course;
  readonly reason?: string;
}

/** The courses that an address or a form names, with the reasons of withdrawing. */
export function coursesIn(named: Query): CourseIn[] {
  return Object.keys(named).flatMap((name) => {
    const [what, sheetId = ""] = name.split(":");
    const course = COURSES.find((one) => one === only(named, name));
    const reason = cleanAnyway(only(named, reasonName(sheetId)) ?? "");
    if (what !== "course" || course === undefined) return [];
    return [{ sheetId, course, ...(course === "withdraw" && hasVisible(reason) ? { reason } : {}) }];
  });
}

/** What is asked for, before it is checked by the schema. Why a sheet is withdrawn is said when it is decided. */
export function askedIn(query: Query, person: Person): Partial<Record<keyof HandoverBody, unknown>> {
  const successors = person.appointments.flatMap((post) => {
    const personId = keepsPost(query, person, post) ? undefined : only(query, successorName(postKey(post)));
    return personId === undefined || personId === "" || personId === KEEPS ? [] : [{ post: postOf(postKey(post)), personId }];
  });
  const sheets = coursesIn(query).map(({ sheetId, course }) => ({ sheetId, course }));
  const departmentId = only(query, "department");
  const appointments = appointmentsOf(query, person);
  return { event: eventOf(query), successors, sheets, ...(departmentId ? { departmentId } : {}), ...(appointments && { appointments }) };
}

/** What somebody typed as reasons, by sheet. */
export const reasonsIn = (query: Query): ReadonlyMap<string, string> =>
  new Map(Object.keys(query).flatMap((name) => (name.startsWith(reasonName("")) ? [[name.slice(reasonName("").length), only(query, name) ?? ""]] : [])));

const CHOSEN = /^(?:on|department|appointment|q|(?:successor|course|reason):.+)$/;

/** What a form of the page sends beside its `own` controls, so that nothing that was chosen or typed is lost between the steps. */
export function keptBeside(query: Query, own: (name: string) => boolean): { readonly name: string; readonly value: string }[] {
  const names = Object.keys(query).filter((name) => CHOSEN.test(name) && !own(name));
  return [{ name: "event", value: eventOf(query) }, ...names.flatMap((name) => [...new Set(all(query, name))].map((value) => ({ name, value })))];
}

/** What is asked for without what can no longer be chosen. */
export const without = (query: Query, names: readonly string[]): Query => Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));

/** What the page is asked for that was chosen before: the reverse of `askedIn`, without the reasons. */
export function queryOf({ event, departmentId, appointments, successors, sheets }: HandoverBody, person: Person, on: string): Query {
  const kept = new Set((appointments ?? []).map(postKey));
  const taking = new Map(successors.map(({ post, personId }) => [postKey(post), personId]));
  const posts = person.appointments.map((post): [string, string] => [
    successorName(postKey(post)),
    kept.has(postKey(post)) ? KEEPS : (taking.get(postKey(post)) ?? ""),
  ]);
  return {
    ...{ event, on },
    ...(departmentId ? { department: departmentId } : {}),
    ...(event === "roles" ? { appointment: [...kept] } : {}),
    ...Object.fromEntries(posts),
    ...Object.fromEntries(sheets.map(({ sheetId, course }) => [courseName(sheetId), course])),
  };
}
