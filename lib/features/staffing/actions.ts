"use server";

import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";

/** Hands sheets out to these people, who came or came back after the cycle had opened. */
export const handOutToAction = commandForm(handOutLater, ["cycleId"], {
  next: ({ handedOut }) =>
    handedOut > 0
      ? withNotice("/operator/staffing", "handed-out-later")
      : { status: "refused", message: "配る相手を選ぶか、画面を開き直してください。選んだ人には、もう点検票があります。" },
});
