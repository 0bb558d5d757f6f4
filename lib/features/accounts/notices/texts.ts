import type { AnnouncedLinkView } from "@/lib/features/accounts/record/view";
import type { AnnouncedLink } from "@/lib/features/organisation/record/schema";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { makerText } from "@/lib/labels/link-maker";
import { inSentence } from "@/lib/labels/own-direction";
import { bearersAtOperator } from "@/lib/labels/permission-words";

/** The notice about an open link. Who may not revoke it is asked to report it. */
export function announcedView({ id, name, how, makerName, madeAt, effectiveAt, expiresAt }: AnnouncedLink, now: Date, mayRevoke: boolean): AnnouncedLinkView {
  const maker = makerText({ as: how === "commandLine" ? "commandLine" : "administrator", makerName });
  const from = new Date(effectiveAt);
  const span = from > now ? `${dateTimeText(from)}から${dateTimeText(new Date(expiresAt))}まで使えます` : `${dateTimeText(new Date(expiresAt))}まで使えます`;
  const revoking = mayRevoke
    ? "そうでなければ取り消してください。"
    : `そうでなければ、取り消せる人（${bearersAtOperator("announcedLink.revoke")}）に知らせてください。`;
  return {
    id,
    title: `${inSentence(name)}さんのパスワードを決め直すリンクが作られました`,
    text: `${maker}が${dateTimeText(new Date(madeAt))}に作りました。${span}。本人が頼んだものか確かめ、${revoking}`,
    button: `${inSentence(name)}さんのリンクを取り消す`,
  };
}
