import "server-only";
import { z } from "zod";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { announced } from "@/lib/features/organisation/announced-links/record";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { askingTransaction, revokeSecret } from "@/lib/server/auth/secrets";
import { command, del } from "@/lib/server/use-cases/use-case";

/** Ends a link that somebody outside made. */
export const revokeAnnouncedLink = command({
  name: "announcedLink.revoke",
  api: del("/announced-links/{linkId}", "revokeAnnouncedLink", PEOPLE_TAG, "そのリンクを取り消す", 204),
  on: announced,
  output: z.null(),
  refuses: ["not_found"],
  wayBack: { none: "the person who made the link makes another" },
  async run({ transaction, subject: { id }, now }) {
    return (await revokeSecret(askingTransaction(transaction), "invitation", id, now)) === null ? refused(NOT_FOUND) : granted(null);
  },
});
