import { z } from "zod";
import { NO_DEPARTMENT, NO_SYSTEM } from "@/lib/domain/gap/filter";
import { identifier } from "@/lib/validation/plain-text";

/** The department of sheets or answers that are asked for: its id, or `none` for those of the whole operator. */
export const departmentOrNone = z.union([z.literal(NO_DEPARTMENT), identifier], { error: `部署の番号か、部署のないものは ${NO_DEPARTMENT} にしてください。` });

/** The critical system in the same way. */
export const systemOrNone = z.union([z.literal(NO_SYSTEM), identifier], {
  error: `重要システムの番号か、重要システムによらないものは ${NO_SYSTEM} にしてください。`,
});
