import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { Cell, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "@/components/ui/table";
import { UserText } from "@/components/ui/user-text";
import type { AccessLogView } from "@/lib/features/admin/record/view";

const COLUMNS = ["日時", "担当者", "見たもの"] as const satisfies readonly WorkColumn[];

/** The access log: every reading of the operator's figures by the ministry, newest first. */
export function AccessLogPage({ steps, rows, totalText, pager }: AccessLogView) {
  return (
    <>
      <PageHeader title="省庁の閲覧記録" note="所管省庁の担当者が、この事業者の結果を見るたびに残ります。記録は、だれにも直せません。" steps={steps} />
      {rows.length > 0 ? (
        <Panel id="looks" title="新しい順" note={totalText}>
          <WorkTable name="省庁の閲覧記録" columns={COLUMNS}>
            <WorkRows>
              {rows.map(({ id, at, officer, subject }) => (
                <WorkRow columns={COLUMNS} key={id}>
                  <RowHeading className="whitespace-nowrap">{at}</RowHeading>
                  <Cell>
                    <UserText>{officer}</UserText>
                  </Cell>
                  <Cell>
                    <UserText>{subject}</UserText>
                  </Cell>
                </WorkRow>
              ))}
            </WorkRows>
          </WorkTable>
          <Pagination {...pager} />
        </Panel>
      ) : (
        <EmptyState title="ここには閲覧の記録がありません">点検の結果を提出し、所管省庁が見ると、ここに並びます。</EmptyState>
      )}
    </>
  );
}
