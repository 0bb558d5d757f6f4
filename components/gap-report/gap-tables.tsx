import type { GapReportView, RuleFindingsView, RuleGroupView } from "@/lib/features/results/gap-report/view";
import { sentence } from "@/lib/labels/own-direction";
import { Details } from "../ui/details";
import { Cell, ColumnHeading, DataTable, GroupRow, RowHeading } from "../ui/table";
import { UserText } from "../ui/user-text";

/** The figures of one tier by phase, with those of the last cycle. */
export function NumberTable({ numbers, rateWord }: { readonly numbers: GapReportView["numbers"][number]; readonly rateWord: string }) {
  return (
    <>
      <DataTable name={`${numbers.tier}の数値`} caption={numbers.caption} wide>
        <thead>
          <tr>
            <ColumnHeading>観点</ColumnHeading>
            <ColumnHeading end>項目</ColumnHeading>
            <ColumnHeading end>{rateWord}</ColumnHeading>
            <ColumnHeading end>前回</ColumnHeading>
            <ColumnHeading end>差</ColumnHeading>
            <ColumnHeading end>到達率</ColumnHeading>
            <ColumnHeading end>前回</ColumnHeading>
            <ColumnHeading end>差</ColumnHeading>
          </tr>
        </thead>
        <tbody>
          {numbers.rows.map((row) => (
            <tr key={row.key}>
              <RowHeading>
                <a href={row.href}>{row.total ? <b>{row.label}</b> : row.label}</a>
              </RowHeading>
              <Cell end>{row.items}</Cell>
              <Cell end>
                <b>{row.rate}</b>
              </Cell>
              <Cell end>{row.rateLast}</Cell>
              <Cell end>{row.rateDifference}</Cell>
              <Cell end>
                <b>{row.attainment}</b>
              </Cell>
              <Cell end>{row.attainmentLast}</Cell>
              <Cell end>{row.attainmentDifference}</Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className="aside-text mt-2">{numbers.note}</p>
    </>
  );
}

/** Every rule with its definition, its findings and what it could not evaluate; below, each finding. */
export function RuleGroup({ group: { label, rows, findings } }: { readonly group: RuleGroupView }) {
  return (
    <>
      <RuleTable label={label} rows={rows} />
      {findings.map((found) => (
        <Findings key={found.anchor} found={found} />
      ))}
    </>
  );
}

/** The anchor is inside, so that a link to it opens the list. */
const Findings = ({ found: { anchor, name, foundText, entries, repeated } }: { readonly found: RuleFindingsView }) => (
  <Details summary={sentence`${name}　${foundText}`}>
    <ul data-repeated={repeated ? "" : undefined} className="finding-list" id={anchor}>
      {entries.map(({ key, label, href, note }) => (
        <li key={key}>
          <UserText>{href === null ? label : <a href={href}>{label}</a>}</UserText>
          {note === "" ? null : `（${note}）`}
        </li>
      ))}
    </ul>
  </Details>
);

/** The numbers come first: a phone shows the first columns, and the method is long. */
function RuleTable({ label, rows }: Pick<RuleGroupView, "label" | "rows">) {
  return (
    <DataTable name={`${label}の目立つこと`} caption={`${label}。規則ごとに、見つかった数と、データが足りず判定できなかった数`} valign="top" wide>
      <thead>
        <tr>
          <ColumnHeading>規則</ColumnHeading>
          <ColumnHeading end>見つかった</ColumnHeading>
          <ColumnHeading end>判定できず</ColumnHeading>
          <ColumnHeading>判定の方法</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {rows.map((rule) => (
          <tr key={rule.code} id={rule.found === 0 ? rule.anchor : undefined}>
            <RowHeading>{rule.name}</RowHeading>
            <Cell end>
              <b>{rule.found === 0 ? rule.foundText : <a href={`#${rule.anchor}`}>{rule.foundText}</a>}</b>
            </Cell>
            <Cell end>{rule.notEvaluated}</Cell>
            <Cell className="reading-cell">
              {rule.method}
              {rule.notEvaluated === 0 ? null : <p className="aside-text">判定できず：{rule.notEvaluatedWhy}</p>}
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

const SECTION_COLUMNS = 5;

/** How many items of one tier need improvement, by section. */
export function SectionTable({
  table: { tier, groups },
  rateWord,
  lackingWord,
}: { readonly table: GapReportView["sections"][number] } & Pick<GapReportView, "rateWord" | "lackingWord">) {
  return (
    <DataTable name={`節別の${tier}の件数`} caption={`${tier}。改善が必要な項目の数（PDCA の順）。率は %`} wide>
      <thead>
        <tr>
          <ColumnHeading>節</ColumnHeading>
          <ColumnHeading end>項目</ColumnHeading>
          <ColumnHeading end>要改善</ColumnHeading>
          <ColumnHeading end>{lackingWord}</ColumnHeading>
          <ColumnHeading end>{rateWord}</ColumnHeading>
        </tr>
      </thead>
      {groups.map(({ label, rows }) => (
        <tbody key={label}>
          <GroupRow columns={SECTION_COLUMNS}>{label}</GroupRow>
          {rows.map((row) => (
            <tr key={row.key}>
              <RowHeading>
                <span className="section-code">{row.code}</span> {row.heading}
              </RowHeading>
              <Cell end>
                <a href={row.href}>
                  {row.items}
                  <span className="sr-only">（{row.code}の項目）</span>
                </a>
              </Cell>
              <Cell end>
                {row.gapsHref === null ? (
                  row.gaps
                ) : (
                  <a href={row.gapsHref}>
                    {row.gaps}
                    <span className="sr-only">（{row.code}の要改善事項）</span>
                  </a>
                )}
              </Cell>
              <Cell end>
                {row.lackingHref === null ? (
                  row.withNotImplemented
                ) : (
                  <a href={row.lackingHref}>
                    {row.withNotImplemented}
                    <span className="sr-only">
                      （{row.code}の{lackingWord}）
                    </span>
                  </a>
                )}
              </Cell>
              <Cell end>{row.rate}</Cell>
            </tr>
          ))}
        </tbody>
      ))}
    </DataTable>
  );
}
