import type { ReactNode } from "react";

export interface Definition {
  readonly term: string;
  readonly description: ReactNode;
}

export function DefinitionList({ entries }: { readonly entries: readonly Definition[] }) {
  return (
    <dl className="definition-list">
      {entries.flatMap((entry) => [<dt key={`${entry.term}-term`}>{entry.term}</dt>, <dd key={entry.term}>{entry.description}</dd>])}
    </dl>
  );
}

/** Dates or figures, one per line. */
export function FigureList({ kind, entries }: { readonly kind: "date" | "figure"; readonly entries: readonly Definition[] }) {
  return (
    <dl className={`${kind}-list`}>
      {entries.map((entry) => (
        <div key={entry.term}>
          <dt>{entry.term}</dt>
          <dd>{entry.description}</dd>
        </div>
      ))}
    </dl>
  );
}
