import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";

/**
 * What an item asks, in the words that it is read in: its text and heading (a measure's own, else its section's), of an example the
 * group and the sentence that announce it too, and for a sub-bullet the example above it.
 */
function words({ items, sections }: Pick<EditionIndex, "items" | "sections">, itemId: string): readonly string[] | null {
  const item = items.get(itemId);
  if (!item) return null;
  const heading = item.kind === "measure" && item.heading === "" ? sections.get(item.section)?.heading : item.heading;
  const above = item.parent === null ? null : items.get(item.parent)?.text;
  return [item.text, heading, item.group, item.lead, above].map((one) => one ?? "");
}

/** Whether the item is in both revisions and asks the same in both, so that the answer to it can be copied (ADR 0043). */
export function asksTheSame(now: EditionIndex | null, then: EditionIndex | null, itemId: string): boolean {
  const [is, was] = [now && words(now, itemId), then && words(then, itemId)];
  return is !== null && was !== null && is.every((word, at) => word === was[at]);
}
