import "server-only";
import { type AnnouncedLink, announcedLinkParams } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import type { none } from "@/lib/server/use-cases/operation";
import { type On, ofOwnOperator } from "@/lib/server/use-cases/use-case";

export interface AnnouncedLinkRow extends Omit<AnnouncedLink, "madeAt" | "effectiveAt" | "expiresAt"> {
  readonly madeAt: Date;
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

export const openLinks = (transaction: Transaction, now: Date): Promise<AnnouncedLinkRow[]> =>
  transaction.$queryRaw<AnnouncedLinkRow[]>`SELECT * FROM portal_announced_links(${now})`;

/** All open links of the own operator. */
export const announcedOfOwn: On<typeof none, { readonly operatorId: string; readonly links: readonly AnnouncedLinkRow[] }> = {
  ...ofOwnOperator("announced-links"),
  find: async (transaction, _params, { visitor, now }) => ({ operatorId: visitor.actor.operatorId ?? "", links: await openLinks(transaction, now) }),
};

/** An open link that somebody outside made, in effect or not yet. A closed link, or another operator's, is not found. */
export const announced: On<typeof announcedLinkParams, { readonly id: string; readonly operatorId: string | null }> = {
  params: announcedLinkParams,
  place: ({ linkId }) => `announced-links/${linkId}`,
  find: async (transaction, { linkId }, { visitor, now }) => {
    const link = (await openLinks(transaction, now)).find(({ id }) => id === linkId);
    return link ? { id: link.id, operatorId: visitor.actor.operatorId } : null;
  },
  target: ({ operatorId }) => ({ operatorId }),
};
