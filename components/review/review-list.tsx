import { SheetStateChip } from "@/components/checking/state-chips";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "@/components/ui/table";
import { acceptSheetsAction } from "@/lib/features/review/actions";
import type { ReviewListView } from "@/lib/features/review/view";

const STEPS = [{ label: "統括", href: "/operator" }, { label: "確認する点検票" }];

/** Handed-in sheets that wait for this reviewer; several can be accepted at once. */
export function ReviewList({ sheets, total }: ReviewListView) {
  if (total === 0) {
    return (
      <>
        <PageHeader title="確認する点検票" steps={STEPS} />
        <EmptyState title="確認を待つ点検票はありません">
          担当の点検票が提出されると、ここに並びます。提出の進み具合は「統括」の点検の回で見られます。
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="確認する点検票" note={`提出された点検票が${total}枚あります。`} steps={STEPS} />
      <Panel id="sheets" title="確認を待つ点検票">
        <ActionForm action={acceptSheetsAction} label="受理">
          <DataTable name="確認する点検票" wide>
            <thead>
              <tr>
                <ColumnHeading>選ぶ</ColumnHeading>
                <ColumnHeading>点検票</ColumnHeading>
                <ColumnHeading>点検の回</ColumnHeading>
                <ColumnHeading end>回答</ColumnHeading>
                <ColumnHeading>提出</ColumnHeading>
                <ColumnHeading>状態</ColumnHeading>
              </tr>
            </thead>
            <tbody>
              {sheets.map((sheet) => (
                <tr key={sheet.id}>
                  <Cell>
                    <input type="checkbox" className="table-choice" name="sheetIds" value={sheet.id} aria-label={`${sheet.title}を選ぶ`} />
                  </Cell>
                  <RowHeading>
                    <a href={sheet.href}>{sheet.title}</a>
                  </RowHeading>
                  <Cell>{sheet.cycleTitle}</Cell>
                  <Cell end>
                    {sheet.answered}／{sheet.measures}件
                  </Cell>
                  <Cell>{sheet.handedInText}</Cell>
                  <Cell>
                    <SheetStateChip state={sheet.state} />
                  </Cell>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <p className="row">
            <Button type="submit" rank="primary">
              選んだ点検票を受理する
            </Button>
          </p>
        </ActionForm>
      </Panel>
    </>
  );
}
