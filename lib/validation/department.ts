import { z } from "zod";
import { NO_DEPARTMENT } from "@/lib/domain/gap/filter";

/** The department of sheets or answers that are asked for: its id, or `none` for those of the whole operator. */
export const departmentOrNone = z.union([z.literal(NO_DEPARTMENT), z.uuid()], { error: `部署の番号か、部署のないものは ${NO_DEPARTMENT} にしてください。` });
