"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { unlockOffice } from "@/lib/features/admin/unlocking/commands";
import { requireVisitor } from "@/lib/server/auth/current";
import { refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

export const unlockOfficeAction = formAction([z.enum(["ministryOfficer", "platformAdministrator"]), boundId], async (office, accountId) => {
  const result = await unlockOffice(await requireVisitor(), office, accountId, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return { status: "done", message: "サインインの停止を解きました。本人に、もう一度サインインするよう伝えてください。" };
});
