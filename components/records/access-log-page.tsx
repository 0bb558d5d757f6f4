import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "@/components/ui/table";
import { UserText } from "@/components/ui/user-text";
import type { AccessLogView } from "@/lib/features/admin/record/view";

/** The access log: every reading of the operator's figures by the ministry, newest first. */
export function AccessLogPage({ steps, rows, totalText, pager }: AccessLogView) {
  return (
    <>
      <PageHeader title="省庁の閲覧記録" note="所管省庁の担当者が、この事業者の結果を見るたびに残ります。記録は、だれにも直せません。" steps={steps} />
      {rows.length > 0 ? (
        <Panel id="looks" title="新しい順" note={totalText}>
          <DataTable name="省庁の閲覧記録">
            <thead>
              <tr>
                <ColumnHeading>日時</ColumnHeading>
                <ColumnHeading>担当者</ColumnHeading>
                <ColumnHeading>見たもの</ColumnHeading>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, at, officer, subject }) => (
                <tr key={id}>
                  <RowHeading className="whitespace-nowrap">{at}</RowHeading>
                  <Cell>
                    <UserText>{officer}</UserText>
                  </Cell>
                  <Cell>
                    <UserText>{subject}</UserText>
                  </Cell>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <Pagination {...pager} />
        </Panel>
      ) : (
        <EmptyState title="ここには閲覧の記録がありません">点検の結果を提出し、所管省庁が見ると、ここに並びます。</EmptyState>
      )}
    </>
  );
}
