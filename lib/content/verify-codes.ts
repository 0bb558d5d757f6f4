import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { locateSections } from "@/lib/content/locate-entries";
import type { SectionEntry } from "@/lib/content/schema";

/** Checks that a section's number is that of the section above plus the number in its own heading, and is unique. */
export function verifyCodes(files: EditionFiles): Finding[] {
  const sections = locateSections(files);
  const byId = new Map(sections.map(({ entry }) => [entry.id, entry]));
  const codes = sections.map(({ entry }) => entry.code);
  return sections.flatMap(({ entry, at }, index) => {
    const above = entry.parent === null ? null : byId.get(entry.parent);
    // Another check reports a missing parent.
    if (above === undefined) return [];
    const wanted = wantedCode(entry, above);
    const findings = wanted === null || same(wanted, entry.code) ? [] : [at(["code"], `上の節の番号と見出しの番号からは「${wanted}」です`)];
    return codes.indexOf(entry.code) === index ? findings : [...findings, at(["code"], `番号「${entry.code}」が重なっています`)];
  });
}

/** The expected number; null if none is printed. A full printed number (3.1.2) already includes the section above. */
function wantedCode({ printedCode }: SectionEntry, above: SectionEntry | null): string | null {
  const printed = printedCode.replace(/\.$/, "");
  if (printed === "") return null;
  if (above === null) return printed;
  if (/^\d+(?:\.\d+)+$/.test(printed)) return printed.startsWith(`${above.code}.`) ? printed : `${above.code}.…`;
  return /^\d+$/.test(printed) ? `${above.code}.${printed}` : `${above.code}${printed}`;
}

/** Ⅲ and III are the same number. */
const same = (one: string, other: string): boolean => one.normalize("NFKC") === other.normalize("NFKC");
