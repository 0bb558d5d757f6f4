import type { Differences } from "@/lib/domain/shared/differences";

/** The people who answer a sheet, in the order of their ids. */
export type RespondentsBySheet = ReadonlyMap<string, readonly string[]>;

type Answering = { readonly respondentIds: readonly string[] };

/**
 * For each sheet that others answer than before, who did and who does. `people`: those who may have changed; a sheet that none
 * of them answered before is not in `before`.
 */
export function changedRespondents(
  people: readonly string[],
  before: RespondentsBySheet,
  after: RespondentsBySheet,
): ReadonlyMap<string, Differences<Answering>> {
  const changed = new Map<string, Differences<Answering>>();
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const now = after.get(id) ?? [];
    const then = before.get(id) ?? now.filter((one) => !people.includes(one));
    if (then.join() !== now.join()) changed.set(id, { before: { respondentIds: then }, after: { respondentIds: now } });
  }
  return changed;
}

/** An audit entry for each of these sheets. */
export const respondentParts = (changed: ReturnType<typeof changedRespondents>) =>
  [...changed].map(([id, change]) => ({ place: `sheet/${id}`, detail: { ...change } }));
