import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { unlockPersonAction } from "@/lib/features/organisation/unlocking/actions";
import { bearersText, DECIDING_TEXT } from "@/lib/labels/permission-words";

/** Who lifts the stop for those who decide. */
const APPOINTER = bearersText("people.appointDeciding");

/** Shown while the person's address has to wait after too many wrong passwords. */
export function LockPanel({ id, lifts }: { readonly id: string; readonly lifts: boolean }) {
  return (
    <Panel
      id="lock"
      title="サインインが止まっています"
      note="このメールアドレスで、パスワードの間違いが続きました。本人でない人が試したのかもしれません。15分ほどでまた試せます。前にサインインしたことのある端末のブラウザからは、止まっていても入れます。"
    >
      {lifts ? (
        <ActionForm action={unlockPersonAction.bind(null, id)} className="stack gap-3" label="サインインの停止を解く">
          <p>本人に確かめてから、停止を解いてください。一人につき24時間に3回まで解けます。</p>
          <div className="row">
            <Button type="submit">サインインの停止を解く</Button>
          </div>
        </ActionForm>
      ) : (
        <p>
          {DECIDING_TEXT}の人の停止を解けるのは、{APPOINTER}だけです。待てないときは、{APPOINTER}に頼んでください。
        </p>
      )}
    </Panel>
  );
}
