import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { LastOutcome } from "@/components/ui/last-outcome";
import { Panel } from "@/components/ui/panel";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";
import { createTokenAction, revokeTokenAction } from "@/lib/features/accounts/actions";
import type { TokenView } from "@/lib/features/accounts/record/view";

/** Personal access tokens: a form for a new one, and the valid ones. */
export function TokensPanel({ tokens }: { readonly tokens: readonly TokenView[] }) {
  return (
    <div className="stack content-start">
      <Panel
        id="tokens"
        title="アクセストークン"
        note="ほかのプログラムからポータルを使う（API）ための鍵です。画面だけを使う人には要りません。自分と同じことができるので、人に渡さないでください。"
      >
        <div className="stack">
          <ActionForm empties action={createTokenAction} className="stack gap-3" label="トークンを作る">
            <TextField id="token-name" name="name" label="名前" hint="何に使うかを書きます。" required maxLength={100} />
            <TextField id="token-days" name="days" type="number" label="使える日数" min={1} max={366} defaultValue={90} required inputMode="numeric" />
            <div className="row">
              <Button type="submit">トークンを作る</Button>
            </div>
          </ActionForm>
          <LastOutcome />
          {tokens.length > 0 ? <Tokens tokens={tokens} /> : <p>使えるトークンはありません。</p>}
        </div>
      </Panel>
    </div>
  );
}

const COLUMNS = ["名前", "作った日", "期限", "取り消す"] as const satisfies readonly WorkColumn[];

function Tokens({ tokens }: { readonly tokens: readonly TokenView[] }) {
  return (
    <WorkTable name="使えるトークン" columns={COLUMNS}>
      <WorkRows>
        {tokens.map(({ id, name, createdText, expiresText, madeOnCommandLine }) => (
          <WorkRow columns={COLUMNS} key={id}>
            <RowHeading>
              <UserText>{name}</UserText> {madeOnCommandLine ? <StatusChip>コマンドラインで作成</StatusChip> : null}
            </RowHeading>
            <Cell>{createdText}</Cell>
            <Cell>{expiresText}</Cell>
            <Cell>
              <ActionForm action={revokeTokenAction.bind(null, id)} label={`${name}を取り消す`}>
                <Button type="submit" size="small" aria-label={`${name}を取り消す`}>
                  取り消す
                </Button>
              </ActionForm>
            </Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}
