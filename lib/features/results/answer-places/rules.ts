import { decide } from "@/lib/domain/access/permission";
import type { Actor } from "@/lib/domain/checking/actor";
import { NO_DEPARTMENT } from "@/lib/domain/gap/filter";

/**
 * Whether the actor reads all answers of a department, those of its people too; of the whole operator if no department is
 * named. Nobody is led to answers without it: single sheets that the actor reviews or answers have links of their own.
 */
export const readsAnswersOf = (actor: Actor, department: string | null | undefined): boolean =>
  decide(actor, "sheet.read", { operatorId: actor.operatorId, departmentId: department === NO_DEPARTMENT ? null : (department ?? null) }).ok;
