import type { ReactNode } from "react";
import { unbroken } from "./unbroken";
import { UserText } from "./user-text";

export interface Definition {
  readonly term: string;
  readonly description: ReactNode;
}

const shown = (description: ReactNode): ReactNode => (typeof description === "string" ? <UserText>{unbroken(description)}</UserText> : unbroken(description));

/** Entries may have the same term. A description that is a text is shown with the lines that it was written in. */
export function DefinitionList({ entries }: { readonly entries: readonly Definition[] }) {
  return (
    <dl className="definition-list">
      {entries.flatMap((entry, at) => [<dt key={`${at}-term`}>{entry.term}</dt>, <dd key={at}>{shown(entry.description)}</dd>])}
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
