"use server";

import { unlockAdministrator, unlockOfficer } from "@/lib/features/admin/unlocking/commands";
import { commandForm } from "@/lib/server/use-cases/command-form";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";

const lifted = (): FormOutcome => ({ status: "done", message: "サインインの停止を解きました。本人に、もう一度サインインするよう伝えてください。" });

export const unlockOfficerAction = commandForm(unlockOfficer, ["accountId"], { next: lifted });

export const unlockAdministratorAction = commandForm(unlockAdministrator, ["accountId"], { next: lifted });
