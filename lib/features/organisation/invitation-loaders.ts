import "server-only";
import { requireVisitor } from "@/lib/auth/current";
import { valueOrPage } from "@/lib/auth/refused-page";
import { countUninvited, INVITED_AT_ONCE } from "@/lib/features/organisation/bulk-invitations";
import type { InvitationsView } from "@/lib/features/organisation/view";

/** How many people have no password yet, in the parts in which their links are made. */
export async function loadInvitations(): Promise<InvitationsView> {
  const { total, cursors } = valueOrPage(await countUninvited(await requireVisitor(), new Date()));
  if (total === 0) return { total, parts: [] };
  return {
    total,
    parts: ["", ...cursors].map((after, part) => {
      const first = part * INVITED_AT_ONCE + 1;
      return { after, label: `${first}–${Math.min(first + INVITED_AT_ONCE - 1, total)}人目の招待リンクを作る（CSV）` };
    }),
  };
}
