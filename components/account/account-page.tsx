import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import { changePasswordAction, setShortcutKeysAction } from "@/lib/features/accounts/actions";
import type { AccountView } from "@/lib/features/accounts/record/view";
import { AdvanceSetting } from "./advance-setting";
import { NewPasswordFields } from "./new-password-fields";
import { TokensPanel } from "./tokens-panel";
import { UnsentPanel } from "./unsent-panel";

/** The own account: personal details, password, keys of the checklist, access tokens. */
export function AccountPage({ accountId, email, facts, tokens, shortcutKeys }: AccountView) {
  return (
    <>
      <PageHeader title="アカウント" />
      <div className="columns-2">
        <div className="stack content-start">
          <Panel id="facts" title="自分の登録" note="直すときは、事業者の事務局に頼んでください。">
            <DefinitionList entries={facts} />
          </Panel>
          <PasswordPanel email={email} />
          <KeysPanel shortcutKeys={shortcutKeys} />
          <UnsentPanel accountId={accountId} />
        </div>
        <TokensPanel tokens={tokens} />
      </div>
    </>
  );
}

function PasswordPanel({ email }: { readonly email: string }) {
  return (
    <Panel
      id="password-panel"
      title="パスワード"
      note="変えると、ほかの端末のサインインと、アクセストークン（プログラムのための鍵）はすべて終わります。使っている人は、作り直してください。"
    >
      <ActionForm empties action={changePasswordAction} className="stack gap-3" label="パスワード">
        <input type="hidden" name="username" autoComplete="username" defaultValue={email} />
        <TextField id="current" name="current" type="password" label="いまのパスワード" autoComplete="current-password" required maxLength={200} />
        <NewPasswordFields />
        <div className="row">
          <Button type="submit">パスワードを変える</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function KeysPanel({ shortcutKeys }: { readonly shortcutKeys: boolean }) {
  return (
    <Panel id="keys" title="点検票のキー操作" note="音声入力などで、文字キーが思わぬ操作になるときは止めてください。">
      <ActionForm action={setShortcutKeysAction} className="stack gap-3" label="点検票のキー操作">
        <Checkbox name="shortcutKeys" label="1〜4・N・J・K などのキーで操作する" defaultChecked={shortcutKeys} key={String(shortcutKeys)} />
        <div className="row">
          <Button type="submit">設定を保存する</Button>
        </div>
      </ActionForm>
      <AdvanceSetting />
    </Panel>
  );
}
