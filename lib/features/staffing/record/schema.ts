import { z } from "zod";
import { OPERATOR_ROLES } from "@/lib/domain/checking/posts";
import { identifier } from "@/lib/validation/plain-text";

const without = z
  .object({ cycleId: identifier, cycleTitle: z.string(), personId: identifier, personName: z.string(), departmentName: z.string() })
  .meta({ id: "PersonWithoutSheet" });
const vacantPost = z
  .object({
    role: z.enum(OPERATOR_ROLES),
    ...{ departmentId: identifier.nullable(), departmentName: z.string().nullable() },
    ...{ systemId: identifier.nullable(), systemName: z.string().nullable() },
  })
  .meta({ id: "VacantPost" });
const postWithoutSheet = vacantPost.extend({ cycleId: identifier, cycleTitle: z.string() }).meta({ id: "PostWithoutSheet" });
const unanswerable = z.object({ cycleId: identifier, cycleTitle: z.string(), sheets: z.int() }).meta({ id: "UnanswerableSheets" });
/** What is missing among people and posts. `withoutSheet` has the first 500; the numbers are whole. */
export const staffing = z.object({
  counts: z
    .object({
      withoutSheet: z.int(),
      postsWithoutSheet: z.int(),
      withoutPassword: z.int(),
      vacantPosts: z.int(),
      unanswerable: z.int(),
      handoversToConfirm: z.int(),
    })
    .meta({ id: "StaffingCounts" }),
  /** Present people who got no 取扱者 sheet of an open cycle that can still hand it out. */
  withoutSheet: z.array(without),
  /** Posts that somebody holds now and whose sheet of such a cycle was never handed out: the department or system came later, or the post was vacant. */
  postsWithoutSheet: z.array(postWithoutSheet),
  vacantPosts: z.array(vacantPost),
  unanswerable: z.array(unanswerable),
});
export type Staffing = z.output<typeof staffing>;
