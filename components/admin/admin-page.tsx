import { LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { NextAction } from "@/components/ui/next-action";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { unbroken } from "@/components/ui/unbroken";
import { UserText } from "@/components/ui/user-text";
import type { AdminNextView, AdminView } from "@/lib/features/admin/record/view";

/** The platform administrator's first page: what to do next, operators, imported content, versions. */
export function AdminPage(view: AdminView) {
  return (
    <>
      <PageHeader title="ポータルの管理" note="事業者と所管省庁の担当者を登録し、最初の人を招待し、稼働を確かめます。">
        <LinkButton href="/admin/offices">担当者と管理者</LinkButton>
        <LinkButton href="/admin/audit">操作の記録</LinkButton>
      </PageHeader>
      <div className="stack">
        <Next {...view.next} />
        <Operators {...view} />
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

function Next({ title, text, action, others, othersText }: AdminNextView) {
  return (
    <NextAction
      title={title}
      status={action === null}
      action={
        action ? (
          <LinkButton rank="primary" href={action.href}>
            {action.label}
          </LinkButton>
        ) : undefined
      }
      more={
        others.length > 0 ? (
          <>
            <p className="aside-text">サインインできる人がまだいない、ほかの事業者</p>
            <ul>
              {others.map((one) => (
                <li key={one.href}>
                  <a href={one.href}>
                    <UserText>{one.name}</UserText>
                  </a>
                  （{unbroken(one.text)}）
                </li>
              ))}
            </ul>
            {othersText === null ? null : <p className="aside-text">{othersText}</p>}
          </>
        ) : undefined
      }
    >
      <p>{text}</p>
    </NextAction>
  );
}

const COLUMNS = ["名前", "状態", { heading: "人", end: true }, "分野"] as const satisfies readonly WorkColumn[];

function Operators({ operators, operatorsText, pager }: AdminView) {
  return (
    <Panel id="operators" title="事業者" note={operatorsText}>
      <div className="stack gap-3">
        <p className="row">
          <LinkButton href="/admin/operators/new">事業者を登録する</LinkButton>
        </p>
        {operators.length > 0 ? (
          <>
            <WorkTable name="事業者" columns={COLUMNS}>
              <WorkRows>
                {operators.map(({ id, name, href, state, people, sector }) => (
                  <WorkRow columns={COLUMNS} key={id}>
                    <RowHeading>
                      <a href={href}>
                        <UserText>{name}</UserText>
                      </a>
                    </RowHeading>
                    <Cell>
                      <StatusChip tone={state.tone}>{state.text}</StatusChip>
                    </Cell>
                    <Cell end>
                      <span className="whitespace-nowrap">{people}</span>
                    </Cell>
                    <Cell>{sector}</Cell>
                  </WorkRow>
                ))}
              </WorkRows>
            </WorkTable>
            <Pagination {...pager} />
          </>
        ) : (
          <p>事業者はまだありません。</p>
        )}
      </div>
    </Panel>
  );
}

const EDITION_COLUMNS = ["版", "正誤", { heading: "項目", end: true }, "取り込んだ日"] as const satisfies readonly WorkColumn[];

function Editions({ editions }: AdminView) {
  return (
    <Panel id="editions" title="取り込んだガイドライン">
      {editions.length > 0 ? (
        <WorkTable name="取り込んだガイドライン" columns={EDITION_COLUMNS}>
          <WorkRows>
            {editions.map(({ id, title, revisionText, itemsText, importedText }) => (
              <WorkRow columns={EDITION_COLUMNS} key={id}>
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
              </WorkRow>
            ))}
          </WorkRows>
        </WorkTable>
      ) : (
        <p>ガイドラインはまだ取り込まれていません。</p>
      )}
    </Panel>
  );
}
