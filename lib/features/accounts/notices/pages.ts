import "server-only";
import { headers } from "next/headers";
import type { AnnouncedLinkView, NoticesView, PasswordNoticeView } from "@/lib/features/accounts/record/view";
import { listAnnouncedLinks, mayDo } from "@/lib/features/organisation/announced-links/queries";
import type { AnnouncedLink } from "@/lib/features/organisation/record/schema";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { makerText, whomToTell } from "@/lib/labels/link-maker";
import { inSentence } from "@/lib/labels/own-direction";
import { requireVisitor } from "@/lib/server/auth/current";
import type { PasswordOrigin, Visitor } from "@/lib/server/scope/scope";

/** The first pages of people, which show the notices. */
const FIRST_PAGES: readonly string[] = ["/operator", "/checks", "/admin"];
const MOST = { page: 1, perPage: 50 } as const;

function passwordNotice({ as, makerName, madeAt, setAt }: PasswordOrigin, { actor }: Visitor): PasswordNoticeView {
  const maker = makerText({ as, makerName });
  return {
    title: `${dateTimeText(new Date(setAt))}に、招待リンクでパスワードが決められました`,
    text: `${maker}が${dateTimeText(new Date(madeAt))}に作ったリンクです。自分で決めたのでなければ、「アカウント」の画面でパスワードを変え、${whomToTell(as, actor.operatorId !== null)}に知らせてください。`,
  };
}

function announcedView({ id, name, how, makerName, madeAt, effectiveAt, expiresAt }: AnnouncedLink, now: Date): AnnouncedLinkView {
  const maker = makerText({ as: how === "commandLine" ? "commandLine" : "administrator", makerName });
  const from = new Date(effectiveAt);
  const span = from > now ? `${dateTimeText(from)}から${dateTimeText(new Date(expiresAt))}まで使えます` : `${dateTimeText(new Date(expiresAt))}まで使えます`;
  return {
    id,
    title: `${inSentence(name)}さんのパスワードを決め直すリンクが作られました`,
    text: `${maker}が${dateTimeText(new Date(madeAt))}に作りました。${span}。本人が頼んだものか確かめ、そうでなければ取り消してください。`,
    button: `${inSentence(name)}さんのリンクを取り消す`,
  };
}

/** The open links that the visitor has to be notified of; read only for the first pages. */
async function announced(visitor: Visitor, now: Date): Promise<readonly AnnouncedLinkView[]> {
  if (!mayDo(visitor, "announcedLink.read") || !FIRST_PAGES.includes((await headers()).get("x-path") ?? "")) return [];
  const links = await listAnnouncedLinks(visitor, MOST, now);
  return links.ok ? links.value.items.map((link) => announcedView(link, now)) : [];
}

/** Notices about passwords and links that a visitor has to see first. */
export async function loadNotices(): Promise<NoticesView> {
  const visitor = await requireVisitor();
  const { passwordOrigin } = visitor.account;
  return {
    password: passwordOrigin ? passwordNotice(passwordOrigin, visitor) : null,
    announced: await announced(visitor, new Date()),
    mayRevoke: mayDo(visitor, "announcedLink.revoke"),
  };
}
