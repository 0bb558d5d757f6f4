import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { INVITED_AT_ONCE, uninvitedParts } from "@/lib/features/organisation/bulk-invitations/queries";
import { LEFT_OUT_BECAUSE } from "@/lib/features/organisation/bulk-invitations/texts";
import type { InvitationsView } from "@/lib/features/organisation/record/view";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { ofOwnOperator, reading } from "@/lib/server/use-cases/use-case";

export const countUninvited = reading({
  of: inviteEverybody,
  takesOut: { no: "a number, and where each part of the list begins" },
  on: ofOwnOperator("people"),
  run: async ({ transaction, visitor, subject: { operatorId }, now }) => granted(await uninvitedParts(transaction, visitor, operatorId, now)),
});

/** The number of people without a password, and the parts in which their links are made. */
export async function loadInvitations(): Promise<InvitationsView> {
  const { total, cursors, leftOut, remake, missing } = valueOrPage(await countUninvited(await requireVisitor(), {}, new Date()));
  const few = Math.min(missing, INVITED_AT_ONCE);
  const notes = {
    missing: missing === 0 || missing === total ? null : `使えるリンクのない${missing}人${few < missing ? `のうち${few}人` : ""}の招待リンクを作る（CSV）`,
    leftOutText: leftOut === 0 ? null : `ほかに${leftOut}人が、まだパスワードを決めていません。${LEFT_OUT_BECAUSE}CISOに頼んでください。`,
    remakeText:
      remake === 0 ? null : `このうち${remake}人は、メールアドレスや役割が変わったため、前の招待リンクが使えなくなっています。作り直して渡してください。`,
  };
  if (total === 0) return { total, parts: [], ...notes };
  return {
    total,
    ...notes,
    parts: ["", ...cursors].map((after, part) => {
      const first = part * INVITED_AT_ONCE + 1;
      return { after, label: `${first}–${Math.min(first + INVITED_AT_ONCE - 1, total)}人目の招待リンクを作る（CSV）` };
    }),
  };
}
