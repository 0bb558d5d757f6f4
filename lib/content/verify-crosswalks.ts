import type { ContentFiles } from "@/lib/content/content-files";
import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { isMeasure, locateItems, locateSections } from "@/lib/content/locate-entries";
import { withAncestors } from "@/lib/content/printed-views";
import type { CrosswalkFileValue, SectionEntry } from "@/lib/content/schema";
import type { ContentFile } from "@/lib/content/yaml-file";

/**
 * Checks that crosswalks join existing items and sections, treat every item of the 指針 exactly once, and cover every section
 * with measures: a section that no item asks for is listed as beyond the 指針, with a reason.
 */
export function verifyCrosswalks({ editions, crosswalks }: ContentFiles): Finding[] {
  const byId = new Map(editions.map((files) => [files.guideline.value.id, files]));
  return crosswalks.flatMap((crosswalk) => {
    const { value, findingAt } = crosswalk;
    const from = byId.get(value.from);
    const to = byId.get(value.to);
    if (from === undefined) return [findingAt(["from"], `版「${value.from}」がありません`)];
    if (to === undefined) return [findingAt(["to"], `版「${value.to}」がありません`)];
    return [...verifyEntries(crosswalk, from, to), ...verifyBeyond(crosswalk, to)];
  });
}

function verifyEntries({ value, findingAt }: ContentFile<CrosswalkFileValue>, from: EditionFiles, to: EditionFiles): Finding[] {
  const sections = new Set(locateSections(to).map(({ id }) => id));
  const measures = locateItems(from).filter(({ entry }) => isMeasure(entry));
  const missing = new Set(measures.map(({ id }) => `${value.from}:${id}`));
  const findings = value.entries.flatMap((entry, index): Finding[] => [
    ...(missing.delete(entry.item) ? [] : [findingAt(["entries", index, "item"], `項目「${entry.item}」がないか、二度書かれています`)]),
    ...entry.sections.flatMap((section, number) =>
      sections.has(section) ? [] : [findingAt(["entries", index, "sections", number], `節「${section}」がありません`)],
    ),
    ...((entry.coverage === "none") === (entry.sections.length === 0)
      ? []
      : [findingAt(["entries", index, "sections"], "none なら空に、covered と partial なら節を書いてください")]),
  ]);
  return [...findings, ...[...missing].map((item) => findingAt(["entries"], `項目「${item}」がありません`))];
}

function verifyBeyond({ value, findingAt }: ContentFile<CrosswalkFileValue>, to: EditionFiles): Finding[] {
  const sections = locateSections(to).map(({ entry }) => entry);
  const byId = new Map(sections.map((section) => [section.id, section]));
  const mapped = new Set(value.entries.flatMap((entry) => entry.sections));
  const isMapped = (section: SectionEntry) => withAncestors(section, byId).some(({ id }) => mapped.has(id));
  const forgotten = new Set(sections.filter((section) => section.measures.length > 0 && !isMapped(section)).map(({ id }) => id));
  const findings = value.beyond.flatMap(({ section: id }, index) => {
    if (forgotten.delete(id)) return [];
    const section = byId.get(id);
    const why =
      section === undefined
        ? "がありません"
        : section.measures.length === 0
          ? "には対策項目がありません"
          : isMapped(section)
            ? "は、指針の項目に対応しているので、beyond に書けません"
            : "が二度書かれています";
    return [findingAt(["beyond", index, "section"], `節「${id}」${why}`)];
  });
  return [
    ...findings,
    ...[...forgotten].map((id) =>
      findingAt(["beyond"], `節「${id}」の対策項目は、指針のどの項目にも対応せず、beyond にもありません。対応させるか、理由を書いてください`),
    ),
  ];
}
