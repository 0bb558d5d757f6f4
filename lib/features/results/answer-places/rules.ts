import { decide } from "@/lib/domain/access/permission";
import { isOwnConduct } from "@/lib/domain/access/posts";
import type { Actor } from "@/lib/domain/checking/actor";
import { NO_DEPARTMENT } from "@/lib/domain/gap/filter";
import type { AnsweringRole, Item } from "@/lib/domain/guideline/edition";

/**
 * Whether the actor reads all answers of a department, those of its people too; of the whole operator if no department is
 * named. Nobody is led to answers without it: single sheets that the actor reviews or answers have links of their own.
 */
export const readsAnswersOf = (actor: Actor, department: string | null | undefined): boolean =>
  decide(actor, "sheet.read", { operatorId: actor.operatorId, departmentId: department === NO_DEPARTMENT ? null : (department ?? null) }).ok;

/** The role whose answers are listed: that of 取扱者, who are listed only where they are asked for, if nobody else answers the item. */
export const listedRole = (item: Item | undefined, asked: AnsweringRole | undefined): AnsweringRole | undefined =>
  asked ?? (item?.answeredBy.every(isOwnConduct) ? item.answeredBy[0] : undefined);
