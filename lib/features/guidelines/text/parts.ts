import type { Edition, TextLink } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import type { Segment } from "@/lib/features/guidelines/text/view";
import { targetHref } from "@/lib/labels/guideline-addresses";

const plain = (text: string): Segment => ({ text, href: null, marked: false });

function linked(segments: readonly Segment[], { text, target }: TextLink): Segment[] {
  return segments.flatMap((segment) => {
    const at = segment.href === null ? segment.text.indexOf(text) : -1;
    if (at < 0) return [segment];
    return [plain(segment.text.slice(0, at)), { text, href: targetHref(target), marked: false }, plain(segment.text.slice(at + text.length))].filter(
      (part) => part.text !== "",
    );
  });
}

/** Splits texts of an edition at the in-text references that the content records for their entry. */
export function linker(edition: Edition): (entryId: string, text: string) => Segment[] {
  const byEntry = grouped(edition.links, ({ from }) => from);
  return (entryId, text) => (byEntry.get(entryId) ?? []).reduce(linked, [plain(text)]);
}
