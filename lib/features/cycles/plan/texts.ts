import type { LeftOut } from "@/lib/domain/checking/hand-out";
import type { LeftOutView } from "@/lib/features/cycles/record/view";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { itemLabel } from "@/lib/labels/item-title";
import { ROLE_WORDS } from "@/lib/labels/words";

type Place = Pick<LeftOut, "role" | "departmentId" | "systemId">;

/** 「システム管理者・駐機場監視システム」; without a place, the text for everywhere. */
export function placeText({ role, departmentId, systemId }: Place, names: ReadonlyMap<string, string>): string {
  const place = systemId ?? departmentId ?? null;
  const parts = [role ? ROLE_WORDS[role] : null, place === null ? null : (names.get(place) ?? null)].filter((part) => part !== null);
  return parts.length === 0 ? "すべての点検票" : parts.join("・");
}

/** The left-out measures with their reasons; measures with the same place and reason are grouped. */
export function leftOutViews(index: EditionIndex, leftOut: readonly LeftOut[], names: ReadonlyMap<string, string>): LeftOutView[] {
  const together = new Map<string, LeftOut[]>();
  for (const entry of leftOut) {
    const key = JSON.stringify([placeText(entry, names), entry.reason]);
    together.set(key, [...(together.get(key) ?? []), entry]);
  }
  return [...together].map(([key, entries]) => {
    const first = entries[0];
    const label = first ? itemLabel(index, first.item) : "";
    return {
      key,
      label: entries.length === 1 ? label : `${label} など${entries.length}件`,
      place: first ? placeText(first, names) : "",
      reason: first?.reason ?? "",
    };
  });
}
