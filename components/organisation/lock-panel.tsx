import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { unlockPersonAction } from "@/lib/features/organisation/unlock-actions";

/** Shown while the person's address has to wait after too many wrong passwords. */
export function LockPanel({ id }: { readonly id: string }) {
  return (
    <Panel
      id="lock"
      title="サインインが止まっています"
      note="このメールアドレスで、パスワードの間違いが続きました。本人でない人が試したのかもしれません。本人に確かめてから、停止を解いてください。解かなくても、15分ほどでまた試せます。前にサインインしたことのある端末のブラウザからは、止まっていても入れます。"
    >
      <ActionForm action={unlockPersonAction.bind(null, id)} label="サインインの停止を解く">
        <Button type="submit">サインインの停止を解く</Button>
      </ActionForm>
    </Panel>
  );
}
