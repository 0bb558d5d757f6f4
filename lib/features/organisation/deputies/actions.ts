"use server";

import { endDeputy, nameDeputy } from "@/lib/features/organisation/deputies/commands";
import { deputyBody } from "@/lib/features/organisation/deputies/schema";
import { sheetsOf } from "@/lib/features/sheets/own-open/refusals";
import type { OnlyTheirs } from "@/lib/features/sheets/own-open/schema";
import { sentence } from "@/lib/labels/own-direction";
import { commandForm, enteredIn } from "@/lib/server/use-cases/command-form";

export const nameDeputyAction = commandForm(nameDeputy, ["personId"], {
  entered: (form) => {
    const [role, departmentId, systemId] = String(form.get("role") ?? "").split("/");
    return { ...enteredIn(deputyBody.omit({ personId: true }), form), role, departmentId: departmentId || null, systemId: systemId || null };
  },
  next: ({ personName }) => ({ status: "done", message: sentence`${personName}さんを代行に決めました。` }),
});

export const endDeputyAction = commandForm(endDeputy, ["deputyId"], {
  confirms: (current: OnlyTheirs) => ({ confirmedSheets: sheetsOf(current) }),
  next: ({ personName }) => ({ status: "done", message: sentence`${personName}さんの代行を終えました。` }),
});
