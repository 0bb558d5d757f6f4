import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { locateSections } from "@/lib/content/locate-entries";
import type { SectionEntry } from "@/lib/content/schema";

/** The number of a section is that of the section above with what is printed in its own heading, and no other has it. */
export function verifyCodes(files: EditionFiles): Finding[] {
  const sections = locateSections(files);
  const byId = new Map(sections.map(({ entry }) => [entry.id, entry]));
  const codes = sections.map(({ entry }) => entry.code);
  return sections.flatMap(({ entry, at }, index) => {
    const above = entry.parent === null ? null : byId.get(entry.parent);
    // A parent that does not exist is another finding.
    if (above === undefined) return [];
    const wanted = wantedCode(entry, above);
    const findings = wanted === null || same(wanted, entry.code) ? [] : [at(["code"], `上の節の番号と見出しの番号からは「${wanted}」です`)];
    return codes.indexOf(entry.code) === index ? findings : [...findings, at(["code"], `番号「${entry.code}」が重なっています`)];
  });
}

/** Null where nothing is printed. A whole printed number (3.1.2) names the section above itself. */
function wantedCode({ printedCode }: SectionEntry, above: SectionEntry | null): string | null {
  const printed = printedCode.replace(/\.$/, "");
  if (printed === "") return null;
  if (above === null) return printed;
  if (/^\d+(?:\.\d+)+$/.test(printed)) return printed.startsWith(`${above.code}.`) ? printed : `${above.code}.…`;
  return /^\d+$/.test(printed) ? `${above.code}.${printed}` : `${above.code}${printed}`;
}

/** Ⅲ and III are one number. */
const same = (one: string, other: string): boolean => one.normalize("NFKC") === other.normalize("NFKC");
