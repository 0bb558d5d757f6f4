import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import { acceptInvitationAction } from "@/lib/features/accounts/actions";
import type { InvitationView } from "@/lib/features/accounts/record/view";
import { sentence } from "@/lib/labels/own-direction";
import { NewPasswordFields } from "./new-password-fields";

/** The page of an invitation link: sets the first password, or says that the link cannot be used. */
export function InvitationPage(view: InvitationView) {
  if (view.kind === "unusable") {
    return (
      <>
        <PageHeader title="招待" />
        <EmptyState title="このリンクは使えません" help="リンクを送った人に、新しいリンクを頼んでください。" actions={<a href="/login">サインインへ</a>}>
          使い終わったか、期限が過ぎています。
        </EmptyState>
      </>
    );
  }
  if (view.kind === "waiting") {
    return (
      <>
        <PageHeader title="招待" />
        <EmptyState
          title={`このリンクは、${view.fromText}から使えます`}
          help="その時刻を過ぎてから、もう一度開いてください。"
          actions={<a href="/login">サインインへ</a>}
        >
          事業者の事務局・経営層・CISO・監査実施者に知らせています。取り消されなければ、使えるようになります。
        </EmptyState>
      </>
    );
  }
  if (view.kind === "someoneElse") {
    return (
      <>
        <PageHeader title="招待" />
        <EmptyState
          title={sentence`いま ${view.name}さんがサインインしています`}
          help="サインアウトしてから、本人がこのリンクを開いてください。"
          actions={<LinkButton href="/">最初のページを開く</LinkButton>}
        >
          {`このリンクは、${view.email} の人がパスワードを決めるためのものです。`}
        </EmptyState>
      </>
    );
  }
  const { secret, email, asksIdentity } = view;
  return (
    <>
      <PageHeader
        title="パスワードを決める"
        note={asksIdentity ? "ポータルの最初の管理者を登録します。" : `${email} でサインインするためのパスワードを決めます。`}
      />
      <Panel id="first-password" title={asksIdentity ? "管理者の登録" : "はじめてのパスワード"}>
        <ActionForm action={acceptInvitationAction.bind(null, secret, asksIdentity)} className="stack gap-3" label="パスワードを決める">
          {asksIdentity ? <Identity /> : <input type="hidden" name="username" autoComplete="username" defaultValue={email} />}
          <NewPasswordFields />
          {asksIdentity ? null : (
            <p className="aside-text">決め直すときは、それまでのサインインと、アクセストークン（プログラムのための鍵）はすべて終わります。</p>
          )}
          <p className="aside-text">
            同じアドレスをほかの事業者や分野でも使うときは、それぞれ違うパスワードにしてください。入れたパスワードの所にサインインします。
          </p>
          <div className="row">
            <Button type="submit" rank="primary">
              パスワードを決める
            </Button>
            <a href="/login">サインインへ</a>
          </div>
        </ActionForm>
      </Panel>
    </>
  );
}

function Identity() {
  return (
    <>
      <TextField id="name" name="name" label="氏名" required maxLength={100} autoComplete="name" />
      <TextField id="email" name="email" type="email" label="メールアドレス" hint="サインインに使います。" required maxLength={254} autoComplete="username" />
    </>
  );
}
