/** A planned handover whose day has come. */
export interface DueInOrder {
  /** Its day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Whose roles it changes. */
  readonly personId: string;
  /** Who confirmed it: it is done with the rights that they have then. */
  readonly confirmedBy: string;
}

/**
 * The order in which due handovers are done (docs/decisions/0048): by day, and within a day as given. A handover of a person who
 * confirmed others of the day comes after those, so that nobody loses a right which the rest of the day still needs. If two people
 * confirmed each other's, the one that is given first comes first.
 */
export function inOrderOfDependence<Due extends DueInOrder>(due: readonly Due[]): readonly Due[] {
  const confirmed = new Map<string, Due[]>();
  const keyOf = (day: string, personId: string): string => `${day} ${personId}`;
  for (const one of due) {
    const key = keyOf(one.day, one.confirmedBy);
    confirmed.set(key, [...(confirmed.get(key) ?? []), one]);
  }
  /** How many others wait for one another before it; a circle is cut where it closes. */
  const ranks = new Map<Due, number>();
  const rankOf = (one: Due): number => {
    const known = ranks.get(one);
    if (known !== undefined) return known;
    ranks.set(one, 0);
    const before = (confirmed.get(keyOf(one.day, one.personId)) ?? []).filter((other) => other !== one);
    const rank = before.reduce((most, other) => Math.max(most, 1 + rankOf(other)), 0);
    ranks.set(one, rank);
    return rank;
  };
  const byDay = (one: Due, other: Due): number => one.day.localeCompare(other.day);
  for (const one of due) rankOf(one);
  return due.toSorted((one, other) => byDay(one, other) || rankOf(one) - rankOf(other));
}
