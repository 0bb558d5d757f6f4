import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { StatusChip } from "@/components/ui/status-chip";
import { Cell, ColumnHeading, DataTable, RowHeading } from "@/components/ui/table";
import { UserText } from "@/components/ui/user-text";
import type { AuditRowView, AuditView } from "@/lib/features/admin/record/view";

/** The audit trail, refusals included, newest first. */
export function AuditPage({ note, steps, rows, totalText, pager }: AuditView) {
  return (
    <>
      <PageHeader title="操作の記録" note={note} steps={steps} />
      {rows.length > 0 ? (
        <Panel id="audit" title="新しい順" note={totalText}>
          <DataTable name="操作の記録" wide>
            <thead>
              <tr>
                <ColumnHeading>日時</ColumnHeading>
                <ColumnHeading>だれが</ColumnHeading>
                <ColumnHeading>操作</ColumnHeading>
                <ColumnHeading>対象</ColumnHeading>
                <ColumnHeading>結果</ColumnHeading>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Entry key={row.id} {...row} />
              ))}
            </tbody>
          </DataTable>
          <Pagination {...pager} />
        </Panel>
      ) : (
        <EmptyState title="ここには記録がありません">操作をすると、新しいものから順に並びます。</EmptyState>
      )}
    </>
  );
}

function Entry({ at, who, action, target, refused, note }: AuditRowView) {
  return (
    <tr>
      <RowHeading className="whitespace-nowrap">{at}</RowHeading>
      <Cell>
        <UserText>{who}</UserText>
      </Cell>
      <Cell>{action}</Cell>
      <Cell>
        <UserText>{target}</UserText>
      </Cell>
      <Cell>
        {refused === null ? (
          "済み"
        ) : (
          <>
            <StatusChip>拒否</StatusChip> {refused}
          </>
        )}
        {note === null ? null : (
          <p className="aside-text whitespace-pre-wrap">
            <UserText>{note}</UserText>
          </p>
        )}
      </Cell>
    </tr>
  );
}
