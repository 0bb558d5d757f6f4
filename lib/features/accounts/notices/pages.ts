import "server-only";
import { headers } from "next/headers";
import { announcedView } from "@/lib/features/accounts/notices/texts";
import type { AnnouncedLinkView, NoticesView, PasswordNoticeView } from "@/lib/features/accounts/record/view";
import { listAnnouncedLinks, mayDo } from "@/lib/features/organisation/announced-links/queries";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { makerText, whomToTell } from "@/lib/labels/link-maker";
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

/** The open links that the visitor has to be notified of; read only for the first pages. */
async function announced(visitor: Visitor, now: Date): Promise<readonly AnnouncedLinkView[]> {
  if (!mayDo(visitor, "announcedLink.read") || !FIRST_PAGES.includes((await headers()).get("x-path") ?? "")) return [];
  const links = await listAnnouncedLinks(visitor, MOST, now);
  return links.ok ? links.value.items.map((link) => announcedView(link, now, mayDo(visitor, "announcedLink.revoke"))) : [];
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
