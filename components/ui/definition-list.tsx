import type { ReactNode } from "react";
import { unbroken } from "./unbroken";

export interface Definition {
  readonly term: string;
  readonly description: ReactNode;
}

export function DefinitionList({ entries }: { readonly entries: readonly Definition[] }) {
  return (
    <dl className="definition-list">
      {entries.flatMap((entry) => [<dt key={`${entry.term}-term`}>{entry.term}</dt>, <dd key={entry.term}>{unbroken(entry.description)}</dd>])}
    </dl>
  );
}

/** Dates or figures, one per line. */
export function FigureList({ kind, entries }: { readonly kind: "date" | "figure"; readonly entries: readonly Definition[] }) {
  return (
    <dl className={`${kind}-list`}>
      {entries.map((entry) => (
        <div key={entry.term}>
          <dt>{unbroken(entry.term)}</dt>
          <dd>{unbroken(entry.description)}</dd>
        </div>
      ))}
    </dl>
  );
}
