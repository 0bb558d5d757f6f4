import type { SubmissionView } from "@/lib/features/surveys/submission-page/view";
import { FigureText } from "../charts/figure-text";
import { SpecialValuesKey } from "../charts/heat-table";
import { KeyFigure } from "../charts/key-figure";
import { BarHeading, RateCells } from "../charts/rate-cells";
import { FigureList } from "../ui/definition-list";
import { Details } from "../ui/details";
import { Panel } from "../ui/panel";
import { Cell, ColumnHeading, DataTable, RowHeading, type WorkColumn, WorkRow, WorkRows, WorkTable } from "../ui/table";
import { UserText } from "../ui/user-text";
import { SurveyFrame } from "./survey-frame";

/** One operator's submission: figures, the remarks that the CISO selected, and its versions. */
export function SubmissionPage(view: SubmissionView) {
  const { head, note, keyFigures, phases, sheets, remarks, rateName } = view;
  return (
    <SurveyFrame head={{ ...head, note }}>
      {view.late === null ? null : (
        <p className="row">
          {view.late.text}
          <a href={view.late.href}>{view.late.label}</a>
        </p>
      )}
      <div className="columns-4">
        {keyFigures.map((figure) => (
          <KeyFigure key={figure.name} {...figure} lastText={null} />
        ))}
      </div>
      <div className="columns-2" data-split="7-5">
        <Panel id="phases" title="PDCA の観点別">
          <FigureTable name="観点別" heading="観点" rateName={rateName} rows={phases.map(({ label, ...row }) => ({ key: label, name: label, ...row }))} />
        </Panel>
        <Panel id="sheets" title="点検票" note="提出／配布。">
          <FigureList kind="figure" entries={sheets.map(({ role, counts }) => ({ term: role, description: counts }))} />
        </Panel>
      </div>
      <Panel id="remarks" title={`事業者が省庁に渡すと選んだ備考　${remarks.length}件`}>
        {remarks.length > 0 ? (
          <ul className="grid gap-3">
            {remarks.map((remark) => (
              <li key={remark.key}>
                <span className="section-code">{remark.code}</span> <a href={remark.href}>{remark.heading}</a>
                <p className="leading-175">
                  <UserText>{remark.text}</UserText>
                </p>
              </li>
            ))}
          </ul>
        ) : (
          <p>渡すと選ばれた備考はありません。</p>
        )}
      </Panel>
      <SectionsAndItems {...view} />
      <Versions {...view} />
    </SurveyFrame>
  );
}

type FigureRow = Pick<SubmissionView["phases"][number], "rate" | "attainment" | "counts"> & {
  readonly key: string;
  readonly name: string;
  readonly href?: string;
};

function FigureTable({
  name,
  heading,
  rateName,
  rows,
}: {
  readonly name: string;
  readonly heading: string;
  readonly rateName: string;
  readonly rows: readonly FigureRow[];
}) {
  return (
    <DataTable name={name} wide>
      <thead>
        <tr>
          <ColumnHeading>{heading}</ColumnHeading>
          <BarHeading rate={rateName} />
          <ColumnHeading end>{rateName}%</ColumnHeading>
          <ColumnHeading end>到達率%</ColumnHeading>
          <ColumnHeading end>n</ColumnHeading>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <RowHeading className="phone:min-w-40">{row.href ? <a href={row.href}>{row.name}</a> : row.name}</RowHeading>
            <RateCells now={row.rate} />
            <Cell end>
              <FigureText figure={row.attainment} />
            </Cell>
            <Cell end>{row.counts}</Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function SectionsAndItems({ sections, items, rateName, itemRate, head: { kind: guideline } }: SubmissionView) {
  return (
    <Panel id="sections" title="節別と項目別">
      <FigureTable name="節別" heading="節" rateName={rateName} rows={sections.map((row) => ({ ...row, key: row.id, name: `${row.code} ${row.heading}` }))} />
      <SpecialValuesKey kinds={["noDuty", "notGrasped", "notAsked"]} guideline={guideline} />
      <Details summary={`項目別の回答の数を見る（${items.length}件）`}>
        <DataTable name="項目別の回答の数" wide>
          <thead>
            <tr>
              <ColumnHeading>項目</ColumnHeading>
              <ColumnHeading end>{itemRate}%</ColumnHeading>
              <ColumnHeading>回答の数</ColumnHeading>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <RowHeading className="phone:min-w-40">
                  <span className="section-code">{item.code}</span> <a href={item.href}>{item.heading}</a>
                </RowHeading>
                <Cell end>
                  <FigureText figure={item.figure} />
                </Cell>
                <Cell>{item.counts}</Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Details>
    </Panel>
  );
}

const COLUMNS = ["版", "提出", "SHA-256"] as const satisfies readonly WorkColumn[];

function Versions({ versions }: SubmissionView) {
  return (
    <Panel id="versions" title="提出の版" note="提出は凍結されています。訂正は新しい版になります。">
      <WorkTable name="提出の版" columns={COLUMNS}>
        <WorkRows>
          {versions.map((version) => (
            <WorkRow columns={COLUMNS} key={version.hash}>
              <RowHeading>{version.label}</RowHeading>
              <Cell>{version.at}</Cell>
              <Cell>
                <span className="break-all">{version.hash}</span>
              </Cell>
            </WorkRow>
          ))}
        </WorkRows>
      </WorkTable>
    </Panel>
  );
}
