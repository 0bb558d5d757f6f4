/** What a change gave another value: only the fields that differ, before and after. */
export type Differences<Fields extends object> = {
  readonly before: Partial<Fields>;
  readonly after: Partial<Fields>;
};

/** The fields that differ, those that one of the two lacks included; null if none does. If one of `together` differs, all of them are given. */
export function differences<Fields extends object>(before: Fields, after: Fields, together: readonly (keyof Fields)[] = []): Differences<Fields> | null {
  const differs = (field: keyof Fields): boolean => before[field] !== after[field];
  const changed = (Object.keys({ ...before, ...after }) as (keyof Fields)[]).filter((field) =>
    together.includes(field) ? together.some(differs) : differs(field),
  );
  if (changed.length === 0) return null;
  const only = (of: Fields): Partial<Fields> => Object.fromEntries(changed.flatMap((field) => (field in of ? [[field, of[field]]] : []))) as Partial<Fields>;
  return { before: only(before), after: only(after) };
}
