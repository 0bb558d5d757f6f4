import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Cell, ColumnHeading, DataTable, RowHeading } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";
import { addFirstAccountAction, addOperatorAction, recoverCisoAction } from "@/lib/features/admin/actions";
import type { AdminView } from "@/lib/features/admin/record/view";
import { Administrators, Officers } from "./offices";

/** The platform administrator's page: operators and their first accounts, imported content, versions. */
export function AdminPage(view: AdminView) {
  return (
    <>
      <PageHeader title="ポータルの管理" note="事業者・所管省庁の担当者の登録と、稼働の確認をします。事業者の回答や点検の結果は見られません。">
        <LinkButton href={view.auditHref}>操作の記録を見る</LinkButton>
      </PageHeader>
      <div className="stack">
        <Operators {...view} />
        <div className="columns-2">
          <NewOperator {...view} />
          <FirstAccount {...view} />
        </div>
        <CisoRecovery {...view} />
        <Officers {...view} />
        <Administrators {...view} />
        <div className="columns-2">
          <Panel id="health" title="稼働">
            <DefinitionList entries={view.health} />
          </Panel>
          <Editions {...view} />
        </div>
      </div>
    </>
  );
}

function Operators({ operators, operatorsText, pager }: AdminView) {
  return (
    <Panel id="operators" title="事業者" note={operatorsText}>
      {operators.length > 0 ? (
        <>
          <DataTable name="事業者">
            <thead>
              <tr>
                <ColumnHeading>名前</ColumnHeading>
                <ColumnHeading>分野</ColumnHeading>
              </tr>
            </thead>
            <tbody>
              {operators.map(({ id, name, sector }) => (
                <tr key={id}>
                  <RowHeading>
                    <UserText>{name}</UserText>
                  </RowHeading>
                  <Cell>{sector}</Cell>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <Pagination {...pager} />
        </>
      ) : (
        <p>事業者はまだありません。下の欄で登録してください。</p>
      )}
    </Panel>
  );
}

function NewOperator({ sectorOptions }: AdminView) {
  return (
    <Panel id="new-operator" title="事業者を登録する">
      <ActionForm empties action={addOperatorAction} className="stack gap-3" label="事業者を登録する">
        <TextField id="operator-name" name="name" label="事業者の名前" required maxLength={200} />
        <Select id="operator-sector" name="sectorId" label="分野" options={sectorOptions} required />
        <div className="row">
          <Button type="submit">事業者を登録する</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function CisoRecovery({ operatorOptions }: AdminView) {
  return (
    <Panel
      id="ciso-recovery"
      title="ただ一人のCISOのパスワードを決め直す"
      note="CISOが一人しかいない事業者で、その人がパスワードを忘れたときだけ使います。事業者の事務局・経営層・CISOに知らせ、リンクは24時間後から使えます。それまでに事業者が取り消せます。"
    >
      <ActionForm empties action={recoverCisoAction} className="stack gap-3" label="ただ一人のCISOのパスワードを決め直す">
        <Select id="recovery-operator" name="operatorId" label="事業者" options={operatorOptions} required />
        <TextField id="recovery-email" name="email" type="email" label="CISOのメールアドレス" required maxLength={254} autoComplete="off" />
        <div className="row">
          <Button type="submit">24時間後から使えるリンクを作る</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function FirstAccount({ operatorOptions, roleOptions }: AdminView) {
  return (
    <Panel
      id="first-account"
      title="最初のアカウントを作る"
      note="事業者のだれもまだサインインできないときに、一人目を登録します。二人目からは事業者が登録します。"
    >
      <ActionForm empties action={addFirstAccountAction} className="stack gap-3" label="最初のアカウントを作る">
        <Select id="account-operator" name="operatorId" label="事業者" options={operatorOptions} required />
        <TextField id="account-name" name="name" label="氏名" required maxLength={100} autoComplete="off" />
        <TextField id="account-email" name="email" type="email" label="メールアドレス" required maxLength={254} autoComplete="off" />
        <Select id="account-role" name="role" label="役割" options={roleOptions} required />
        <TextField id="account-department" name="departmentName" label="部署" hint="空のときは「情報セキュリティ統括部門」にします。" maxLength={100} />
        <div className="row">
          <Button type="submit">最初のアカウントを作る</Button>
        </div>
      </ActionForm>
    </Panel>
  );
}

function Editions({ editions }: AdminView) {
  return (
    <Panel id="editions" title="取り込んだガイドライン">
      {editions.length > 0 ? (
        <DataTable name="取り込んだガイドライン" wide>
          <thead>
            <tr>
              <ColumnHeading>版</ColumnHeading>
              <ColumnHeading>正誤</ColumnHeading>
              <ColumnHeading end>項目</ColumnHeading>
              <ColumnHeading>取り込んだ日</ColumnHeading>
            </tr>
          </thead>
          <tbody>
            {editions.map(({ id, title, revisionText, itemsText, importedText }) => (
              <tr key={id}>
                <RowHeading>
                  {title}（{id}）
                </RowHeading>
                <Cell>
                  <span className="whitespace-nowrap">{revisionText}</span>
                </Cell>
                <Cell end>{itemsText}</Cell>
                <Cell>
                  <span className="whitespace-nowrap">{importedText}</span>
                </Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      ) : (
        <p>ガイドラインはまだ取り込まれていません。</p>
      )}
    </Panel>
  );
}
