export interface FilterChip {
  readonly label: string;
  /** How many there are, also where there are none: 「0件」 */
  readonly count: string;
  readonly href: string;
  readonly current: boolean;
}

/** Filters with the number of what each shows. */
export function FilterChips({ name, chips }: { readonly name: string; readonly chips: readonly FilterChip[] }) {
  return (
    <div className="filter-chips" role="group" aria-label={name}>
      {chips.map(({ label, count, href, current }) => (
        <a key={href} href={href} aria-current={current ? "true" : undefined}>
          {label} <b>{count}</b>
        </a>
      ))}
    </div>
  );
}
