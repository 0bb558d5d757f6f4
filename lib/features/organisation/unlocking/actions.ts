"use server";

import { refresh } from "next/cache";
import { unlockPerson } from "@/lib/features/organisation/unlocking/commands";
import { requireVisitor } from "@/lib/server/auth/current";
import { refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { boundId, formAction } from "@/lib/server/use-cases/server-action";

export const unlockPersonAction = formAction([boundId], async (personId) => {
  const result = await unlockPerson(await requireVisitor(), personId, new Date());
  if (!result.ok) return refusedOutcome(result.refusal);
  refresh();
  return { status: "done", message: "サインインの停止を解きました。本人に、もう一度サインインするよう伝えてください。" };
});
