import { z } from "zod";
import { OPERATOR_ROLES } from "@/lib/domain/access/posts";
import { identifier } from "@/lib/validation/plain-text";

const without = z
  .object({ cycleId: identifier, cycleTitle: z.string(), personId: identifier, personName: z.string(), departmentName: z.string() })
  .meta({ id: "PersonWithoutSheet" });
const unanswerable = z.object({ cycleId: identifier, cycleTitle: z.string(), sheets: z.int() }).meta({ id: "UnanswerableSheets" });
const vacantPost = z
  .object({
    role: z.enum(OPERATOR_ROLES),
    ...{ departmentId: identifier.nullable(), departmentName: z.string().nullable() },
    ...{ systemId: identifier.nullable(), systemName: z.string().nullable() },
  })
  .meta({ id: "VacantPost" });

/** What is missing among people and posts. `withoutSheet` has the first 500; the numbers are whole. */
export const staffing = z.object({
  counts: z
    .object({ withoutSheet: z.int(), withoutPassword: z.int(), vacantPosts: z.int(), unanswerable: z.int(), handoversToConfirm: z.int() })
    .meta({ id: "StaffingCounts" }),
  /** Present people who got no 取扱者 sheet of an open cycle. */
  withoutSheet: z.array(without),
  vacantPosts: z.array(vacantPost),
  unanswerable: z.array(unanswerable),
});
export type Staffing = z.output<typeof staffing>;
