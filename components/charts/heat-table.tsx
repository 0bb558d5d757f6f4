import type { ReactNode } from "react";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { HeatView } from "@/lib/features/results/figures/view";
import { answerWord } from "@/lib/labels/answer-words";
import { ZERO_WORDS } from "@/lib/labels/rate-words";
import { TableRegion } from "../ui/table";
import { type Figure, FigureText, SPECIAL_MARKS, type SpecialKind } from "./figure-text";

const STEPS = [50, 70, 85, 100] as const;

/** Five fixed steps, darker = more implemented; a true zero and every special value have their own style. */
export function heatStep(figure: Figure): string {
  if (figure.kind !== "value") return figure.kind;
  if (figure.zero) return "zero";
  return String(1 + STEPS.filter((step) => figure.percent >= step).length);
}

export function HeatCell({ figure, href, name }: { readonly figure: Figure; readonly href?: string | undefined; readonly name?: string }) {
  const content = <FigureText figure={figure} />;
  return (
    <td data-heat={heatStep(figure)}>
      {href ? (
        <a href={href}>
          {content}
          {name ? <span className="sr-only">（{name}）</span> : null}
        </a>
      ) : (
        content
      )}
    </td>
  );
}

/** Rows × sections. Column groups are the phases. */
export function HeatTable({
  name,
  rowHeading,
  graspHeading,
  groups,
  rows,
  guideline,
}: {
  readonly name: string;
  readonly rowHeading: string;
  readonly graspHeading: string;
  readonly groups: HeatView["groups"];
  readonly rows: HeatView["rows"];
  readonly guideline: GuidelineKind;
}) {
  const columns = groups.flatMap((group) => group.columns);
  return (
    <>
      <TableRegion name={name}>
        <table className="heat-table">
          <thead>
            <tr>
              <td />
              <td className="wide-only" />
              {groups.map((group) => (
                <th key={group.label} scope="colgroup" colSpan={group.columns.length}>
                  {group.label}
                </th>
              ))}
            </tr>
            <tr>
              <th scope="col">{rowHeading}</th>
              <th scope="col" className="wide-only">
                {graspHeading}
              </th>
              {columns.map((column) => (
                <th key={column.code} scope="col">
                  <span className="section-code">{column.code}</span>
                  <br />
                  <a href={column.href}>{column.label}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">
                  <a href={row.href}>{row.label}</a>
                </th>
                <td className="wide-only">{row.grasp}</td>
                {row.cells.map((cell, index) => (
                  <HeatCell key={columns[index]?.code ?? index} figure={cell.figure} href={cell.href} name={`${row.label} ${columns[index]?.code ?? ""}`} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
      <HeatKey guideline={guideline} />
    </>
  );
}

const keyOf = (guideline: GuidelineKind): readonly (readonly [string, string])[] => [
  ["zero", `0.0（${ZERO_WORDS[guideline].short}）`],
  ["1", "50未満"],
  ["2", "50–"],
  ["3", "70–"],
  ["4", "85–"],
  ["5", "100.0"],
  ["noDuty", `－ 責務なし（全員が${answerWord(guideline, "notApplicable")}）`],
  ["notGrasped", "… 未提出・回答なし"],
  ["notAsked", "・ 対象外（聞いていない）"],
];

function HeatKey({ guideline }: { readonly guideline: GuidelineKind }) {
  return (
    <ul className="chart-key" aria-label="凡例">
      {keyOf(guideline).map(([step, words]) => (
        <li key={step}>
          <i data-heat={step} />
          {words}
        </li>
      ))}
    </ul>
  );
}

/** Under any table that can hold special values. */
export function SpecialValuesKey({ kinds, guideline }: { readonly kinds: readonly SpecialKind[]; readonly guideline: GuidelineKind }): ReactNode {
  return (
    <ul className="chart-key" aria-label="記号">
      {kinds.map((kind) => (
        <li key={kind}>
          <b>{SPECIAL_MARKS[kind].mark}</b> {SPECIAL_MARKS[kind].words}
        </li>
      ))}
      <li>
        <b>0.0</b> {ZERO_WORDS[guideline].long}
      </li>
    </ul>
  );
}
