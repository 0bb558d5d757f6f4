import "server-only";
import { type Action, mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { type AnnouncedLinkRow, openLinks } from "@/lib/features/organisation/announced-links/record";
import { type AnnouncedLink, announcedLinkPage, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";
import { pageQuery, rowsOf } from "@/lib/validation/paging";

const linkView = ({ madeAt, effectiveAt, expiresAt, ...row }: AnnouncedLinkRow): AnnouncedLink => ({
  ...row,
  ...{ madeAt: madeAt.toISOString(), effectiveAt: effectiveAt.toISOString(), expiresAt: expiresAt.toISOString() },
});

export const mayDo = ({ actor }: Visitor, action: Extract<Action, `announcedLink.${string}`>): boolean => mayAtOwn(actor, action);

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
