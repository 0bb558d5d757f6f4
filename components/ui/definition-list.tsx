import type { ReactNode } from "react";
import { unbroken } from "./unbroken";

export interface Definition {
  readonly term: string;
  readonly description: ReactNode;
}

/** Entries may have the same term. */
export function DefinitionList({ entries }: { readonly entries: readonly Definition[] }) {
  return (
    <dl className="definition-list">
      {entries.flatMap((entry, at) => [<dt key={`${at}-term`}>{entry.term}</dt>, <dd key={at}>{unbroken(entry.description)}</dd>])}
    </dl>
  );
}

/** Dates or figures, one per line; two may be of the same day. */
export function FigureList({ kind, entries }: { readonly kind: "date" | "figure"; readonly entries: readonly Definition[] }) {
  return (
    <dl className={`${kind}-list`}>
      {entries.map((entry, at) => (
        <div key={at}>
          <dt>{unbroken(entry.term)}</dt>
          <dd>{unbroken(entry.description)}</dd>
        </div>
      ))}
    </dl>
  );
}
