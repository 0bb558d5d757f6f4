"use server";

import { unlockPerson } from "@/lib/features/organisation/unlocking/commands";
import { commandForm } from "@/lib/server/use-cases/command-form";

export const unlockPersonAction = commandForm(unlockPerson, ["personId"], {
  next: () => ({ status: "done", message: "サインインの停止を解きました。本人に、もう一度サインインするよう伝えてください。" }),
});
