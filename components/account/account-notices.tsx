import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { confirmPasswordOriginAction, revokeAnnouncedLinkAction } from "@/lib/features/accounts/actions";
import type { AnnouncedLinkView, NoticesView, PasswordNoticeView } from "@/lib/features/accounts/record/view";

/** The link with which the own password was set, until it is confirmed, and open links that others made for the operator's people. */
export function AccountNotices({ password, announced, mayRevoke }: NoticesView) {
  if (password === null && announced.length === 0) return null;
  return (
    <div className="stack gap-3 pt-4">
      {password ? <PasswordSet {...password} /> : null}
      {announced.map((link) => (
        <AnnouncedLink key={link.id} {...link} mayRevoke={mayRevoke} />
      ))}
    </div>
  );
}

function PasswordSet({ title, text }: PasswordNoticeView) {
  return (
    <Notice title={title}>
      <div className="stack gap-3">
        <p>{text}</p>
        <ActionForm action={confirmPasswordOriginAction} label="パスワードを決めたリンクを確かめる">
          <div className="row">
            <Button type="submit" size="small">
              自分で決めました
            </Button>
            <a href="/account">アカウント</a>
          </div>
        </ActionForm>
      </div>
    </Notice>
  );
}

function AnnouncedLink({ id, title, text, button, mayRevoke }: AnnouncedLinkView & { readonly mayRevoke: boolean }) {
  return (
    <Notice tone="returned" title={title}>
      <div className="stack gap-3">
        <p>{text}</p>
        {mayRevoke ? (
          <ActionForm action={revokeAnnouncedLinkAction.bind(null, id)} label={button}>
            <Button type="submit" size="small" aria-label={button}>
              リンクを取り消す
            </Button>
          </ActionForm>
        ) : null}
      </div>
    </Notice>
  );
}
