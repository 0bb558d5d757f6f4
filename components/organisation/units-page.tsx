import type { ReactNode } from "react";
import { Moving } from "@/components/organisation/moving";
import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import type { FormAction } from "@/components/ui/form-outcome";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";
import {
  addDepartmentAction,
  addSystemAction,
  changeDepartmentAction,
  changeSystemAction,
  retireDepartmentAction,
  retireSystemAction,
} from "@/lib/features/organisation/actions";
import type { OrganisationView, SystemView, UnitView } from "@/lib/features/organisation/record/view";
import { bearersText } from "@/lib/labels/permission-words";
import { Lookalikes } from "./lookalikes";
import { ReturnPlace } from "./return-place";
import { SectionTabs } from "./section-tabs";
import { SimilarConfirmation } from "./similar-confirmation";

/** Departments and critical systems, each with its folded forms. */
export function UnitsPage(view: OrganisationView) {
  const { departments, systems, records, mayManage } = view;
  return (
    <>
      <PageHeader title="部署と重要システム" note="情報セキュリティ責任者の点検票は部署ごとに、システム管理者の点検票は重要システムごとに配ります。" />
      <div className="stack">
        <SectionTabs current="organisation" />
        <Lookalikes of="units" groups={view.lookalikes} mayManage={mayManage} />
        <Panel id="departments" title="部署">
          {departments.length > 0 ? (
            <UnitTable
              name="部署"
              columns={[{ heading: "内容", cell: ({ note }) => note }]}
              units={departments}
              changes={mayManage ? (unit) => <DepartmentChanges {...unit} /> : null}
            />
          ) : (
            <p>部署がまだありません。</p>
          )}
          <ListLinks word="部署" page="/operator/organisation/departments" file="/api/v1/departments.csv" mayManage={mayManage} />
          {mayManage ? <NewDepartment /> : null}
        </Panel>
        <Panel id="systems" title="重要システム" {...(view.systemsNote === null ? {} : { note: view.systemsNote })}>
          {systems.length > 0 ? (
            <UnitTable
              name="重要システム"
              columns={SYSTEM_COLUMNS}
              units={systems}
              changes={mayManage ? (unit) => <SystemChanges {...unit} view={view} /> : null}
            />
          ) : (
            <p>重要システムがまだありません。</p>
          )}
          <ListLinks word="重要システム" page="/operator/organisation/systems" file="/api/v1/systems.csv" mayManage={mayManage} />
          {mayManage && departments.length > 0 ? <NewSystem {...view} /> : null}
        </Panel>
        {records.length > 0 ? <Records records={records} /> : null}
      </div>
    </>
  );
}

interface ListLinksProps {
  readonly word: string;
  readonly page: string;
  readonly file: string;
  readonly mayManage: boolean;
}

/** The way to the list: its page for those who keep it, its file for those who read. */
function ListLinks({ word, page, file, mayManage }: ListLinksProps) {
  return (
    <div className="row mt-3">
      {mayManage ? (
        <LinkButton size="small" href={page}>
          {word}の一覧（CSV）
        </LinkButton>
      ) : (
        <LinkButton size="small" href={file} download>
          {word}の一覧（CSV）をダウンロード
        </LinkButton>
      )}
    </div>
  );
}

function Records({ records }: Pick<OrganisationView, "records">) {
  return (
    <Panel id="records" title="記録" note={`${bearersText("lookLog.read")}が見られます。`}>
      <ul>
        {records.map(({ label, href, note }) => (
          <li key={href}>
            <a href={href}>{label}</a>：{note}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface UnitColumn<Unit> {
  readonly heading: string;
  readonly cell: (unit: Unit) => string;
}

const SYSTEM_COLUMNS: readonly UnitColumn<SystemView>[] = [
  { heading: "種類", cell: ({ kindText }) => kindText },
  { heading: "部署", cell: ({ note }) => note },
];

function UnitTable<Unit extends UnitView>({
  name,
  columns,
  units,
  changes,
}: {
  readonly name: string;
  readonly columns: readonly UnitColumn<Unit>[];
  readonly units: readonly Unit[];
  readonly changes: ((unit: Unit) => ReactNode) | null;
}) {
  const headings = [name, ...columns.map(({ heading }) => heading), ...(changes ? ["直す"] : [])];
  return (
    <WorkTable name={name} valign="top" columns={headings}>
      <WorkRows>
        {units.map((unit) => (
          <WorkRow columns={headings} key={unit.id}>
            <RowHeading>
              <UserText>{unit.name}</UserText> {unit.retired ? <StatusChip>廃止</StatusChip> : null}
            </RowHeading>
            {columns.map(({ heading, cell }) => (
              <Cell key={heading}>
                <UserText>{cell(unit)}</UserText>
              </Cell>
            ))}
            {changes ? <Cell>{changes(unit)}</Cell> : null}
          </WorkRow>
        ))}
      </WorkRows>
    </WorkTable>
  );
}

function Changes({
  name,
  retired,
  inUse,
  retire,
  control = null,
  children,
}: {
  readonly name: string;
  readonly retired: boolean;
  readonly inUse: string | null;
  readonly retire: FormAction;
  /** What has to be chosen to restore it. */
  readonly control?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Details
      summary={
        <>
          <UserText>{name}</UserText>を直す
        </>
      }
    >
      <div className="stack gap-3">
        {children}
        {inUse !== null && !retired ? (
          <p>{inUse}</p>
        ) : (
          <ActionForm action={retire} className="stack gap-3" label={`${name}の${retired ? "復活" : "廃止"}`}>
            {control}
            <div className="row">
              <Button type="submit" size="small">
                {retired ? "元に戻す" : "廃止する"}
              </Button>
            </div>
          </ActionForm>
        )}
      </div>
    </Details>
  );
}

function DepartmentChanges({ id, name, retired, inUse }: UnitView) {
  return (
    <Changes name={name} retired={retired} inUse={inUse} retire={retireDepartmentAction.bind(null, id, !retired)}>
      <ActionForm action={changeDepartmentAction.bind(null, id)} className="stack gap-3" label={`${name}の名前`}>
        <TextField id={`name-${id}`} name="name" label="名前" defaultValue={name} required maxLength={100} />
        <SimilarConfirmation what="部署" />
        <div className="row">
          <Button type="submit" size="small">
            名前を直す
          </Button>
        </div>
      </ActionForm>
    </Changes>
  );
}

function SystemChanges({ view, ...system }: SystemView & { readonly view: OrganisationView }) {
  const { id, name, retired, inUse, kind, kindOptions, departmentId, departmentRetired, moving } = system;
  const choice = retired && departmentRetired ? <ReturnPlace id={`return-${id}`} departments={view.departmentOptions} moving={moving} /> : null;
  return (
    <Changes name={name} retired={retired} inUse={inUse} retire={retireSystemAction.bind(null, id, !retired)} control={choice}>
      <ActionForm action={changeSystemAction.bind(null, id)} className="stack gap-3" label={`${name}の登録`}>
        <SystemFields id={id} name={name} kind={kind} departmentId={departmentId} asks={departmentRetired} kinds={kindOptions} view={view} />
        <Moving moving={moving} />
        <div className="row">
          <Button type="submit" size="small">
            登録を直す
          </Button>
        </div>
      </ActionForm>
    </Changes>
  );
}

function SystemFields({
  id,
  name,
  kind,
  departmentId,
  asks = false,
  kinds,
  view,
}: {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly departmentId: string;
  /** Whether another department has to be chosen: the present one is retired, and the browser would choose the first. */
  readonly asks?: boolean;
  readonly kinds: OrganisationView["kindOptions"];
  readonly view: OrganisationView;
}) {
  return (
    <>
      <TextField id={`name-${id}`} name="name" label="名前" defaultValue={name} required maxLength={100} />
      <Select id={`kind-${id}`} name="kind" label="種類" options={kinds} defaultValue={kind} />
      <Select id={`department-${id}`} name="departmentId" label="部署" options={view.departmentOptions} defaultValue={departmentId} required={asks} />
      <SimilarConfirmation what="重要システム" />
    </>
  );
}

function NewDepartment() {
  return (
    <Details summary="部署を加える">
      <ActionForm empties action={addDepartmentAction} className="stack gap-3" label="部署を加える">
        <TextField id="new-department" name="name" label="部署の名前" required maxLength={100} />
        <SimilarConfirmation what="部署" />
        <div className="row">
          <Button type="submit" size="small">
            部署を加える
          </Button>
        </div>
      </ActionForm>
    </Details>
  );
}

function NewSystem(view: OrganisationView) {
  return (
    <Details summary="重要システムを加える">
      <ActionForm empties action={addSystemAction} className="stack gap-3" label="重要システムを加える">
        <SystemFields id="new-system" name="" kind={view.kindOptions[0]?.value ?? ""} departmentId="" kinds={view.kindOptions} view={view} />
        <div className="row">
          <Button type="submit" size="small">
            重要システムを加える
          </Button>
        </div>
      </ActionForm>
    </Details>
  );
}
