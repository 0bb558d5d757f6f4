import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { ItemListView, ItemRowView } from "@/lib/features/results/item-list/view";
import { SpecialValuesKey } from "../charts/heat-table";
import { BarHeading, RateCells } from "../charts/rate-cells";
import { DepartmentTabs } from "../results/department-tabs";
import { FilterForm } from "../ui/filter-form";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { ColumnHeading, DataTable, GroupRow, RowHeading } from "../ui/table";
import { unbroken } from "../ui/unbroken";
import { StatusCells, StatusHeadings } from "./status-columns";

const COLUMNS = 3 + ANSWER_STATUSES.length;

/** The items behind a figure, each leading to its answers. */
export function ItemList(view: ItemListView) {
  const { title, note, cycleTitle, backHref, departments, filter, countText, tiersNote, sheetsHref, groups, kind, rateWord } = view;
  return (
    <>
      <PageHeader title={title} note={note} steps={[{ label: "ダッシュボード", href: "/operator" }, { label: cycleTitle, href: backHref }, { label: title }]} />
      <div className="stack">
        <DepartmentTabs departments={departments} />
        <Panel id="items" title={countText} note={tiersNote ?? undefined}>
          <FilterForm name="項目を絞る" action={filter.action} fields={filter.fields} kept={filter.kept} />
          <p className="mb-3">
            <a href={sheetsHref}>この数値の点検票を見る</a>
          </p>
          {groups.length === 0 ? (
            <p>この条件の項目はありません。</p>
          ) : (
            <DataTable name="項目" caption={`${rateWord}は %、ほかは提出された点検票の枚数`} wide>
              <thead>
                <tr>
                  <ColumnHeading>項目</ColumnHeading>
                  <BarHeading rate={rateWord} />
                  <ColumnHeading end>{rateWord}</ColumnHeading>
                  <StatusHeadings kind={kind} />
                </tr>
              </thead>
              {groups.map(({ label, rows }) => (
                <tbody key={label}>
                  <GroupRow columns={COLUMNS}>{label}</GroupRow>
                  {rows.map((row) => (
                    <ItemRow key={row.id} row={row} kind={kind} />
                  ))}
                </tbody>
              ))}
            </DataTable>
          )}
          <SpecialValuesKey kinds={["noDuty", "notGrasped"]} guideline={kind} />
        </Panel>
      </div>
    </>
  );
}

const ItemRow = ({ row: { code, heading, href, answersHref, rate, counts }, kind }: { readonly row: ItemRowView; readonly kind: GuidelineKind }) => (
  <tr>
    <RowHeading>
      <span className="section-code">{code}</span> <a href={href}>{unbroken(heading)}</a>
    </RowHeading>
    <RateCells now={rate.now} />
    <StatusCells counts={counts} href={answersHref} code={code} kind={kind} />
  </tr>
);
