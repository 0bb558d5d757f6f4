import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import {
  addFirstAccountAction,
  addOperatorAction,
  changeOperatorAction,
  recoverCisoAction,
  reinstateOperatorAction,
  stopOperatorAction,
} from "@/lib/features/admin/actions";
import type { NewOperatorView, OperatorView } from "@/lib/features/admin/record/view";

/** Registers an operator. */
export function NewOperatorPage({ steps, sectorOptions }: NewOperatorView) {
  return (
    <>
      <PageHeader title="事業者を登録する" note="登録した後、その事業者の最初の人を招待します。名前と分野は、後から直せます。" steps={steps} />
      <Panel id="new-operator" title="新しい事業者">
        <ActionForm action={addOperatorAction} className="stack gap-3" label="事業者を登録する">
          <TextField id="operator-name" name="name" label="事業者の名前" required maxLength={200} />
          <Select id="operator-sector" name="sectorId" label="分野" options={sectorOptions} required />
          <div className="row">
            <Button type="submit" rank="primary">
              事業者を登録する
            </Button>
          </div>
        </ActionForm>
      </Panel>
    </>
  );
}

/** One operator: what the platform knows of it and may change. */
export function OperatorPage(view: OperatorView) {
  return (
    <>
      <PageHeader title={view.name} note="この事業者の回答や点検の結果は、ポータルの管理者からは見えません。" steps={view.steps} />
      <div className="stack">
        <Panel id="state" title="いまの状態">
          <DefinitionList entries={view.facts} />
        </Panel>
        {view.begun || view.stopped ? null : <FirstAccount {...view} />}
        <Changing {...view} />
        {view.stopped ? <Reinstating {...view} /> : <Stopping {...view} />}
        {view.begun && !view.stopped ? <CisoRecovery {...view} /> : null}
      </div>
    </>
  );
}

function FirstAccount({ id, roleOptions }: OperatorView) {
  return (
    <Panel
      id="first-account"
      title="最初の人を招待する"
      note="事務局かCISOを1人登録し、招待リンクを渡します。二人目からは事業者が登録します。使われるまでは、作り直せます。"
    >
      <ActionForm empties action={addFirstAccountAction.bind(null, id)} className="stack gap-3" label="最初の人を招待する">
        <TextField id="account-name" name="name" label="氏名" required maxLength={100} autoComplete="off" />
        <TextField id="account-email" name="email" type="email" label="メールアドレス" required maxLength={254} autoComplete="off" />
        <Select id="account-role" name="role" label="役割" options={roleOptions} required />
        <TextField id="account-department" name="departmentName" label="部署" hint="空のときは「情報セキュリティ担当」にします。" maxLength={100} />
        <div className="row">
          <Button type="submit" rank="primary">
            招待リンクを作る
          </Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function Changing({ id, name, sectorId, sectorOptions, sectorOpen }: OperatorView) {
  const note = sectorOpen
    ? "分野は、重要システム、点検の回、調査のどれかができるまで変えられます。"
    : "重要システム、点検の回、調査のどれかがあるので、分野は変えられません。";
  return (
    <Panel id="changing" title="名前と分野を直す" note={note}>
      <ActionForm action={changeOperatorAction.bind(null, id)} className="stack gap-3" label="名前と分野を直す">
        <TextField id="operator-name" name="name" label="事業者の名前" required maxLength={200} defaultValue={name} />
        {sectorOpen ? <Select id="operator-sector" name="sectorId" label="分野" options={sectorOptions} required defaultValue={sectorId} /> : null}
        <div className="row">
          <Button type="submit">直す</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function Stopping({ id }: OperatorView) {
  return (
    <Panel
      id="stopping"
      title="利用を止める"
      note="この事業者の人はすぐに使えなくなります。回答、提出した結果、パスワード、アクセストークン（プログラムのための鍵）はそのまま残り、再開すると元に戻ります。"
    >
      <ActionForm empties action={stopOperatorAction.bind(null, id)} className="stack gap-3" label="利用を止める">
        <TextArea id="reason" name="reason" label="止める理由" required maxLength={1000} />
        <div className="row">
          <Button type="submit">利用を止める</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function Reinstating({ id }: OperatorView) {
  return (
    <Panel
      id="reinstating"
      title="利用を再開する"
      note="この事業者の人は、止める前のパスワードとアクセストークン（プログラムのための鍵）で使えるようになります。"
    >
      <ActionForm empties action={reinstateOperatorAction.bind(null, id)} className="stack gap-3" label="利用を再開する">
        <TextArea id="reason" name="reason" label="再開する理由" required maxLength={1000} />
        <div className="row">
          <Button type="submit" rank="primary">
            利用を再開する
          </Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function CisoRecovery({ id }: OperatorView) {
  return (
    <Panel
      id="ciso-recovery"
      title="ただ一人のCISOのパスワードを決め直す"
      note="CISOが一人しかいない事業者で、その人がパスワードを忘れたときだけ使います。事業者の事務局・経営層・CISO・監査実施者に知らせ、リンクは24時間後から使えます。それまでに事業者が取り消せます。"
    >
      <ActionForm empties action={recoverCisoAction.bind(null, id)} className="stack gap-3" label="ただ一人のCISOのパスワードを決め直す">
        <TextField id="recovery-email" name="email" type="email" label="CISOのメールアドレス" required maxLength={254} autoComplete="off" />
        <div className="row">
          <Button type="submit">24時間後から使えるリンクを作る</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}
