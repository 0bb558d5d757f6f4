import { type Actor, mayAtOwn } from "@/lib/domain/access/permission";

/** The same person with each of their posts and deputyships alone. */
const onePostEach = (actor: Actor): Actor[] => [
  ...actor.appointments.map((post) => ({ ...actor, appointments: [post], deputyships: [] })),
  ...(actor.deputyships ?? []).map((one) => ({ ...actor, appointments: [], deputyships: [one] })),
];

/**
 * Whether somebody begins with the results of the whole operator: by one of their posts they read them, and do not steer by the
 * dashboard, which shows them too. A second post never takes away what the first one shows.
 */
export const beginsWithFigures = (actor: Actor): boolean => onePostEach(actor).some((one) => mayAtOwn(one, "scores.read") && !mayAtOwn(one, "dashboard.steer"));
