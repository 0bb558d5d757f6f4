import type { NumbersView } from "@/lib/features/results/figures/view";
import { DEFINITIONS_HREF } from "../charts/figure-definitions";
import { FigureText } from "../charts/figure-text";
import { HorizontalBars } from "../charts/horizontal-bars";
import { DefinitionLink, KeyFigure } from "../charts/key-figure";
import { AnswersLegend, StackedAnswers } from "../charts/stacked-answers";
import { Details } from "../ui/details";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { Cell, ColumnHeading, DataTable, RowHeading } from "../ui/table";

/** 把握率, 実施率, 到達率 and the two other figures, each with its n. */
export function KeyFigures({ numbers }: { readonly numbers: NumbersView }) {
  return (
    <div className="columns-4">
      {numbers.keyFigures.map((figure) => (
        <KeyFigure key={figure.name} {...figure} definitionHref={DEFINITIONS_HREF} />
      ))}
      <div className="panel grid content-start gap-1" role="group" aria-label="そのほかの数値">
        <p className="key-figure-name">
          <span>そのほかの数値</span>
          <DefinitionLink name="そのほかの数値" href={DEFINITIONS_HREF} />
        </p>
        <dl className="figure-list">
          {numbers.others.map(({ name, note, text, href }) => (
            <div key={name}>
              <dt>
                {name} <StatusChip tone="plain">{note}</StatusChip>
              </dt>
              <dd>
                {href === null ? (
                  text
                ) : (
                  <a href={href}>
                    {text}
                    <span className="sr-only">（{name}の内訳を見る）</span>
                  </a>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

/** The figures by PDCA phase as bars, and as a table. */
export function PhasesPanel({ numbers }: { readonly numbers: NumbersView }) {
  const { phases, kind, rateWord, hasLast } = numbers;
  return (
    <Panel id="phases" title="PDCA の観点別">
      <div className="stack">
        {phases.map((phase) => (
          <div className="stack gap-1.5" key={phase.key}>
            <h3 className="heading-4">
              {phase.href === null ? phase.name : <a href={phase.href}>{phase.name}</a>}　<span className="aside-text">{phase.itemsText}</span>
            </h3>
            <HorizontalBars
              name={phase.name}
              rows={[
                { label: rateWord, ...phase.rate },
                { label: "到達率", ...phase.attainment },
              ]}
            />
            <div className="bar-rows">
              <StackedAnswers label="回答の内訳" name={phase.name} kind={kind} counts={phase.counts} totalText={phase.totalText} />
            </div>
          </div>
        ))}
      </div>
      <AnswersLegend kind={kind} {...(hasLast ? { lastLabel: "前回" } : {})} />
      <PhasesTable numbers={numbers} />
    </Panel>
  );
}

function PhasesTable({ numbers: { phases, rateWord, hasLast } }: { readonly numbers: NumbersView }) {
  return (
    <Details summary="数値を表で見る">
      <DataTable name="PDCA の観点別の数値" wide>
        <thead>
          <tr>
            <ColumnHeading>観点</ColumnHeading>
            <ColumnHeading end>項目</ColumnHeading>
            <ColumnHeading end>{rateWord}</ColumnHeading>
            {hasLast ? <ColumnHeading end>前回</ColumnHeading> : null}
            <ColumnHeading end>到達率</ColumnHeading>
            {hasLast ? <ColumnHeading end>前回</ColumnHeading> : null}
            <ColumnHeading end>未回答</ColumnHeading>
          </tr>
        </thead>
        <tbody>
          {phases.map(({ key, name, items, rate, attainment, counts }) => (
            <tr key={key}>
              <RowHeading>{name}</RowHeading>
              <Cell end>{items}</Cell>
              <Cell end>
                <FigureText figure={rate.now} />
              </Cell>
              {hasLast ? <Cell end>{rate.last ? <FigureText figure={rate.last} /> : null}</Cell> : null}
              <Cell end>
                <FigureText figure={attainment.now} />
              </Cell>
              {hasLast ? <Cell end>{attainment.last ? <FigureText figure={attainment.last} /> : null}</Cell> : null}
              <Cell end>{counts.unanswered}</Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Details>
  );
}
