import type { ReactNode } from "react";

export interface FilterChip {
  readonly label: ReactNode;
  /** How many there are, also where there are none: 「0件」 */
  readonly count: ReactNode;
  readonly href: string;
  readonly current: boolean;
  /** Whether a script counts and narrows. */
  readonly needsScript?: boolean;
}

/** Filters with the number of what each shows. */
export function FilterChips({ name, chips }: { readonly name: string; readonly chips: readonly FilterChip[] }) {
  return (
    <div className="filter-chips" role="group" aria-label={name}>
      {chips.map(({ label, count, href, current, needsScript = false }) => (
        <a key={href} href={href} className={needsScript ? "with-script" : undefined} aria-current={current ? "true" : undefined}>
          {label} <b>{count}</b>
        </a>
      ))}
    </div>
  );
}
