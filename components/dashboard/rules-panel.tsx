import type { RuleRowView } from "@/lib/features/results/gap-report/view";
import { LinkButton } from "../ui/button";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

/** Every rule with its findings and what it could not evaluate, including 0. */
export function RulesPanel({ rules, reportHref }: { readonly rules: readonly RuleRowView[]; readonly reportHref: string | null }) {
  return (
    <Panel id="rules" title="目立つこと">
      <DataTable name="目立つこと" caption="規則ごとに、見つかった数と、データが足りず判定できなかった数">
        <thead>
          <tr>
            <ColumnHeading>規則</ColumnHeading>
            <ColumnHeading end>見つかった</ColumnHeading>
            <ColumnHeading end>判定できず</ColumnHeading>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ code, anchor, name, foundText, notEvaluated }) => (
            <tr key={code}>
              <RowHeading>{reportHref === null ? name : <a href={`${reportHref}#${anchor}`}>{name}</a>}</RowHeading>
              <Cell end>
                <b>{foundText}</b>
              </Cell>
              <Cell end>{notEvaluated}</Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {reportHref === null ? null : (
        <p className="row mt-3">
          <LinkButton href={reportHref}>要改善事項報告書を開く</LinkButton>
        </p>
      )}
    </Panel>
  );
}
