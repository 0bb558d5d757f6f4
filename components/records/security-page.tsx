import { Details } from "@/components/ui/details";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { UserText } from "@/components/ui/user-text";
import type { SecurityRowView, SecurityView } from "@/lib/features/admin/record/view";

const COLUMNS = ["日時", "何が", { heading: "回数", end: true }, "送信元", "だれとして"] as const satisfies readonly WorkColumn[];

/** Sign-ins that failed, and tokens and links that open nothing, newest first. */
export function SecurityPage({ note, steps, tabs, rows, totalText, pager }: SecurityView) {
  return (
    <>
      <PageHeader title="サインインなどの失敗" note={note} steps={steps} />
      <div className="stack">
        <TabLinks name="種類" links={tabs} />
        {rows.length > 0 ? (
          <Panel id="security" title="新しい順" note={totalText}>
            <WorkTable name="サインインなどの失敗" valign="top" columns={COLUMNS}>
              <WorkRows>
                {rows.map((row) => (
                  <Event key={row.id} {...row} />
                ))}
              </WorkRows>
            </WorkTable>
            <Pagination {...pager} />
          </Panel>
        ) : (
          <EmptyState title="ここには記録がありません">サインインなどの失敗があると、新しいものから順に並びます。</EmptyState>
        )}
      </div>
    </>
  );
}

function Event({ at, kind, times, source, userAgent, account, subjects }: SecurityRowView) {
  return (
    <WorkRow columns={COLUMNS}>
      <RowHeading className="whitespace-nowrap">{at}</RowHeading>
      <Cell>{kind}</Cell>
      <Cell end>{times}</Cell>
      <Cell>
        {source}
        {userAgent === "" ? null : (
          <Details summary="ブラウザ">
            <p className="aside-text break-words">{userAgent}</p>
          </Details>
        )}
      </Cell>
      <Cell>
        {account}
        {subjects.map((subject) => (
          <p key={subject} className="aside-text break-words">
            <UserText>{subject}</UserText>
          </p>
        ))}
      </Cell>
    </WorkRow>
  );
}
