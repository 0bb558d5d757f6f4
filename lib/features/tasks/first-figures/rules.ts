import { type Actor, mayAtOwn } from "@/lib/domain/access/permission";

/** Whether somebody begins with the results of the whole operator: who reads them, and does not steer by the dashboard, which shows them too. */
export const beginsWithFigures = (actor: Actor): boolean => mayAtOwn(actor, "scores.read") && !mayAtOwn(actor, "dashboard.steer");
