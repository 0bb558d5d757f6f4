import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { LastOutcome } from "@/components/ui/last-outcome";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";
import { Whole } from "@/components/ui/whole";
import { inviteAdministratorAction, inviteOfficerAction, suspendAdministratorAction, suspendOfficerAction } from "@/lib/features/admin/actions";
import type { HolderView, OfficesView } from "@/lib/features/admin/record/view";
import { unlockAdministratorAction, unlockOfficerAction } from "@/lib/features/admin/unlocking/actions";

const LINK_NOTE =
  "異動や退職のときは停止します。その人のサインインと、プログラムのための鍵（アクセストークン）はすぐ使えなくなり、記録は残ります。後任や、パスワードを忘れた人は、停止してから招待すると、新しいアカウントになります。";

/** Everybody who holds an office outside of the operators. */
export function OfficesPage(view: OfficesView) {
  return (
    <>
      <PageHeader title="担当者と管理者" note="所管省庁の担当者とポータル管理者を招待し、異動や退職のときに停止します。" steps={view.steps} />
      <div className="stack">
        <LastOutcome />
        <Officers {...view} />
        <Administrators {...view} />
      </div>
    </>
  );
}

/** Officers of the ministries, and the form that invites one. */
function Officers({ officers, sectorOptions }: OfficesView) {
  return (
    <Panel id="officers" title="所管省庁の担当者" note={`担当する分野の調査を行い、提出された結果を見ます。${LINK_NOTE}`}>
      <div className="stack gap-3">
        {officers.length > 0 ? (
          <Holders name="所管省庁の担当者" holders={officers} office="ministryOfficer" withSector />
        ) : (
          <p>所管省庁の担当者はまだいません。</p>
        )}
        <h3 className="heading-3">担当者を招待する</h3>
        <ActionForm empties action={inviteOfficerAction} className="stack gap-3" label="所管省庁の担当者を招待する">
          <TextField id="officer-name" name="name" label="氏名" required maxLength={100} autoComplete="off" />
          <TextField id="officer-email" name="email" type="email" label="メールアドレス" required maxLength={254} autoComplete="off" />
          <Select id="officer-sector" name="sectorId" label="分野" options={sectorOptions} required />
          <div className="row">
            <Button type="submit">担当者を招待する</Button>
          </div>
        </ActionForm>
      </div>
    </Panel>
  );
}

/** Platform administrators, and the form that invites another. */
function Administrators({ administrators }: OfficesView) {
  return (
    <Panel id="administrators" title="ポータル管理者" note={`この画面を使う人です。${LINK_NOTE}`}>
      <div className="stack gap-3">
        <Holders name="ポータル管理者" holders={administrators} office="platformAdministrator" />
        <h3 className="heading-3">管理者を招待する</h3>
        <ActionForm empties action={inviteAdministratorAction} className="stack gap-3" label="ポータル管理者を招待する">
          <TextField id="administrator-name" name="name" label="氏名" required maxLength={100} autoComplete="off" />
          <TextField id="administrator-email" name="email" type="email" label="メールアドレス" required maxLength={254} autoComplete="off" />
          <div className="row">
            <Button type="submit">管理者を招待する</Button>
          </div>
        </ActionForm>
      </div>
    </Panel>
  );
}

const SUSPEND = { ministryOfficer: suspendOfficerAction, platformAdministrator: suspendAdministratorAction } as const;
const UNLOCK = { ministryOfficer: unlockOfficerAction, platformAdministrator: unlockAdministratorAction } as const;
type Office = keyof typeof SUSPEND;

interface HoldersProps {
  readonly name: string;
  readonly holders: readonly HolderView[];
  readonly office: Office;
  readonly withSector?: boolean;
}

function Holders({ name, holders, office, withSector = false }: HoldersProps) {
  const columns = ["氏名", ...(withSector ? ["分野"] : []), "メール", "停止"];
  return (
    <WorkTable name={name} columns={columns}>
      <WorkRows>
        {holders.map((holder) => (
          <WorkRow columns={columns} key={holder.id}>
            <RowHeading>
              <Whole>{holder.name}</Whole> {holder.invited ? <StatusChip tone="waiting">招待中</StatusChip> : null}
              {holder.locked ? <Unlocking holder={holder} office={office} /> : null}
            </RowHeading>
            {withSector ? <Cell>{holder.sector}</Cell> : null}
            <Cell>
              <UserText>{holder.email}</UserText>
            </Cell>
            <Cell>{holder.suspendable ? <Suspension holder={holder} office={office} /> : "自分"}</Cell>
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}

/** Shown while the address has to wait after too many wrong passwords. */
function Unlocking({ holder: { id, name }, office }: { readonly holder: HolderView; readonly office: Office }) {
  return (
    <ActionForm action={UNLOCK[office].bind(null, id)} label={`${name}のサインインの停止を解く`}>
      <StatusChip tone="waiting">サインイン停止中</StatusChip>
      <Button type="submit" size="small" aria-label={`${name}のサインインの停止を解く`}>
        停止を解く
      </Button>
    </ActionForm>
  );
}

/** In two steps, because it ends a person's work at once. */
function Suspension({ holder: { id, name }, office }: { readonly holder: HolderView; readonly office: Office }) {
  return (
    <details>
      <summary>停止する</summary>
      <ActionForm action={SUSPEND[office].bind(null, id)} label={`${name}のアカウントを停止する`}>
        <Button type="submit" size="small" aria-label={`${name}のアカウントを停止する`}>
          アカウントを停止する
        </Button>
      </ActionForm>
    </details>
  );
}
