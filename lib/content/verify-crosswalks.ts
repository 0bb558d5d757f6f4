import type { ContentFiles } from "@/lib/content/content-files";
import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { isMeasure, locateItems, locateSections } from "@/lib/content/locate-entries";
import type { CrosswalkFileValue } from "@/lib/content/schema";
import type { ContentFile } from "@/lib/content/yaml-file";

/** Crosswalks join existing items and sections, and say something of every item of the 指針 exactly once. */
export function verifyCrosswalks({ editions, crosswalks }: ContentFiles): Finding[] {
  const byId = new Map(editions.map((files) => [files.guideline.value.id, files]));
  return crosswalks.flatMap((crosswalk) => {
    const { value, findingAt } = crosswalk;
    const from = byId.get(value.from);
    const to = byId.get(value.to);
    if (from === undefined) return [findingAt(["from"], `版「${value.from}」がありません`)];
    if (to === undefined) return [findingAt(["to"], `版「${value.to}」がありません`)];
    return verifyEntries(crosswalk, from, to);
  });
}

function verifyEntries(
  { value, findingAt }: ContentFile<CrosswalkFileValue>,
  from: EditionFiles,
  to: EditionFiles,
): Finding[] {
  const sections = new Set(locateSections(to).map(({ id }) => id));
  const measures = locateItems(from).filter(({ entry }) => isMeasure(entry));
  const missing = new Set(measures.map(({ id }) => `${value.from}:${id}`));
  const findings = value.entries.flatMap((entry, index): Finding[] => [
    ...(missing.delete(entry.item)
      ? []
      : [findingAt(["entries", index, "item"], `項目「${entry.item}」がないか、二度書かれています`)]),
    ...entry.sections.flatMap((section, number) =>
      sections.has(section) ? [] : [findingAt(["entries", index, "sections", number], `節「${section}」がありません`)],
    ),
    ...((entry.coverage === "none") === (entry.sections.length === 0)
      ? []
      : [findingAt(["entries", index, "sections"], "none なら空に、covered と partial なら節を書いてください")]),
  ]);
  return [...findings, ...[...missing].map((item) => findingAt(["entries"], `項目「${item}」がありません`))];
}
