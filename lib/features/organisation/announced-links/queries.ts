import "server-only";
import { type Action, mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { type AnnouncedLinkRow, announcedOfOwn } from "@/lib/features/organisation/announced-links/record";
import { type AnnouncedLink, announcedLinkPage, PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, query } from "@/lib/server/use-cases/use-case";
import { pageQuery, rowsOf } from "@/lib/validation/paging";

const linkView = ({ madeAt, effectiveAt, expiresAt, ...row }: AnnouncedLinkRow): AnnouncedLink => ({
  ...row,
  ...{ madeAt: madeAt.toISOString(), effectiveAt: effectiveAt.toISOString(), expiresAt: expiresAt.toISOString() },
});

export const mayDo = ({ actor }: Visitor, action: Extract<Action, `announcedLink.${string}`>): boolean => mayAtOwn(actor, action);

/**
 * The open links that the platform's administrator or the command line made for the own operator's people. They name people,
 * so a reading leaves an entry; while there is none, the first pages, which read it each time, leave none.
 */
export const listAnnouncedLinks = query({
  name: "announcedLink.list",
  takesOut: { when: ({ links }) => links.length > 0 },
  may: "announcedLink.read",
  api: get("/announced-links", "listAnnouncedLinks", PEOPLE_TAG, "ポータル管理者やコマンドラインが作った、まだ使えるリンクの一覧"),
  on: announcedOfOwn,
  input: pageQuery,
  output: announcedLinkPage,
  run({ subject: { links }, input: { page, perPage } }) {
    const { skip, take } = rowsOf({ page, perPage });
    return Promise.resolve(granted({ items: links.slice(skip, skip + take).map(linkView), page, perPage, total: links.length }));
  },
});
