import "server-only";
import { z } from "zod";
import { type Action, mayAtOwn } from "@/lib/domain/access/permission";
import { NOT_FOUND } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { type AnnouncedLink, announcedLinkPage, announcedLinkParams, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { askingTransaction, revokeSecret } from "@/lib/server/auth/secrets";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { command, del, get, type On, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";
import { pageQuery, rowsOf } from "@/lib/validation/paging";

interface Row extends Omit<AnnouncedLink, "madeAt" | "effectiveAt" | "expiresAt"> {
  readonly madeAt: Date;
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

const linkView = ({ madeAt, effectiveAt, expiresAt, ...row }: Row): AnnouncedLink => ({
  ...row,
  ...{ madeAt: madeAt.toISOString(), effectiveAt: effectiveAt.toISOString(), expiresAt: expiresAt.toISOString() },
});

export const mayDo = ({ actor }: Visitor, action: Extract<Action, `announcedLink.${string}`>): boolean => mayAtOwn(actor, action);

const openLinks = (transaction: Transaction, now: Date): Promise<Row[]> => transaction.$queryRaw<Row[]>`SELECT * FROM portal_announced_links(${now})`;

/** The open links that the platform's administrator or the command line made for the own operator's people. */
export const listAnnouncedLinks = query({
  name: "announcedLink.list",
  takesOut: { no: "links that were announced to those who ask" },
  may: "announcedLink.read",
  api: get("/announced-links", "listAnnouncedLinks", PEOPLE_TAG, "ポータル管理者やコマンドラインが作った、まだ使えるリンクの一覧"),
  on: ofOwnOperator("announced-links"),
  input: pageQuery,
  output: announcedLinkPage,
  async run({ transaction, input, now }) {
    const all = (await openLinks(transaction, now)).map(linkView);
    const { skip, take } = rowsOf(input);
    return granted({ items: all.slice(skip, skip + take), page: input.page, perPage: input.perPage, total: all.length });
  },
});

/** Such a link, in effect or not yet. A closed link, or another operator's, is not found. */
const announced: On<typeof announcedLinkParams, { readonly id: string; readonly operatorId: string | null }> = {
  params: announcedLinkParams,
  place: ({ linkId }) => `announced-links/${linkId}`,
  find: async (transaction, { linkId }, { visitor, now }) => {
    const link = (await openLinks(transaction, now)).find(({ id }) => id === linkId);
    return link ? { id: link.id, operatorId: visitor.actor.operatorId } : null;
  },
  target: ({ operatorId }) => ({ operatorId }),
};

/** Ends such a link. */
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
