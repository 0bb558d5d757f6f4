import "server-only";
import { type Action, decide } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { AnnouncedLink } from "@/lib/features/organisation/record/schema";
import { change, look } from "@/lib/server/audit/change";
import { askingTransaction, revokeSecret } from "@/lib/server/auth/secrets";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

interface Row extends Omit<AnnouncedLink, "madeAt" | "effectiveAt" | "expiresAt"> {
  readonly madeAt: Date;
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

const linkView = ({ madeAt, effectiveAt, expiresAt, ...row }: Row): AnnouncedLink => ({
  ...row,
  ...{ madeAt: madeAt.toISOString(), effectiveAt: effectiveAt.toISOString(), expiresAt: expiresAt.toISOString() },
});

export const mayDo = ({ actor }: Visitor, action: Extract<Action, `announcedLink.${string}`>): boolean =>
  decide(actor, action, { operatorId: actor.operatorId }).ok;

const permitted = (visitor: Visitor, action: Parameters<typeof mayDo>[1]): Result<true, Refusal> =>
  mayDo(visitor, action)
    ? granted(true)
    : refused(
        refusal("not_permitted", "ポータル管理者が作ったリンクは、CISO・経営層・事務局と監査実施者が見られます。取り消せるのは、CISO・経営層・事務局です。"),
      );

const openLinks = (transaction: Transaction, now: Date): Promise<Row[]> => transaction.$queryRaw<Row[]>`SELECT * FROM portal_announced_links(${now})`;

/** The open links that were made for the own operator's people by the platform's administrator or on the command line. */
export const listAnnouncedLinks = (visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<AnnouncedLink>, Refusal>> =>
  look(visitor, { action: "announcedLink.list", target: "announced-links" }, now, async (transaction) => {
    const allowed = permitted(visitor, "announcedLink.read");
    if (!allowed.ok) return allowed;
    const all = (await openLinks(transaction, now)).map(linkView);
    const { skip, take } = rowsOf(query);
    return granted({ items: all.slice(skip, skip + take), page: query.page, perPage: query.perPage, total: all.length });
  });

/** Ends such a link, whether it works already or not. What is not open, or not the own operator's, is not found. */
export const revokeAnnouncedLink = (visitor: Visitor, id: string, now: Date): Promise<Result<null, Refusal>> =>
  change(visitor, { action: "announcedLink.revoke", target: `announced-links/${id}` }, now, async (transaction) => {
    const allowed = permitted(visitor, "announcedLink.revoke");
    if (!allowed.ok) return allowed;
    if (!(await openLinks(transaction, now)).some((one) => one.id === id)) return refused(NOT_FOUND);
    return (await revokeSecret(askingTransaction(transaction), "invitation", id, now)) === null ? refused(NOT_FOUND) : granted(null);
  });
