import type { EditionFiles } from "@/lib/content/edition-files";
import type { FieldPath, Finding } from "@/lib/content/finding";
import type { Located } from "@/lib/content/locate-entries";
import { locateItems, locateSections } from "@/lib/content/locate-entries";
import { printedPhase, printedSituation, withAncestors } from "@/lib/content/printed-views";
import type { SectionEntry } from "@/lib/content/schema";

/** Checks that ids are unique and nested correctly, and that sections have their parents and the printed phase and situation. */
export function verifyStructure(files: EditionFiles): Finding[] {
  const sections = locateSections(files);
  const byId = new Map(sections.map(({ entry }) => [entry.id, entry]));
  return [
    ...duplicates([...sections, ...locateItems(files)]),
    ...duplicatesInLists(files),
    ...misplacedChildren(files),
    ...sections.flatMap((section) => verifySection(section, byId)),
  ];
}

function duplicates(entries: readonly Omit<Located<unknown>, "entry">[], field = "id"): Finding[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id, at }) => {
    if (seen.has(id)) return [at([field], `「${id}」が重なっています`)];
    seen.add(id);
    return [];
  });
}

function duplicatesInLists({ roles, definitions, glossary, footnotes }: EditionFiles): Finding[] {
  const list = (
    file: { readonly findingAt: (path: FieldPath, message: string) => Finding } | null,
    key: string,
    ids: readonly string[] | undefined,
    field = "id",
  ) =>
    file === null || ids === undefined
      ? []
      : duplicates(
          ids.map((id, index) => ({ id, at: (path, message) => file.findingAt([key, index, ...path], message) })),
          field,
        );
  return [
    ...list(
      roles,
      "roles",
      roles.value.roles.map(({ id }) => id),
    ),
    ...list(
      roles,
      "readings",
      roles.value.readings.map(({ actor }) => actor),
      "actor",
    ),
    ...list(
      definitions,
      "definitions",
      definitions?.value.definitions.map(({ id }) => id),
    ),
    ...list(
      glossary,
      "glossary",
      glossary?.value.glossary.map(({ id }) => id),
    ),
    ...list(
      footnotes,
      "footnotes",
      footnotes?.value.footnotes.map(({ id }) => id),
    ),
    ...list(
      footnotes,
      "footnotes",
      footnotes?.value.footnotes.map(({ mark }) => String(mark)),
      "mark",
    ),
  ];
}

function misplacedChildren(files: EditionFiles): Finding[] {
  return locateItems(files).flatMap(({ entry, at }) =>
    !("children" in entry)
      ? []
      : entry.children.flatMap(({ id }, index) =>
          id.startsWith(`${entry.id}.`) ? [] : [at(["children", index, "id"], `下位の具体例の id は「${entry.id}.」で始めてください`)],
        ),
  );
}

function verifySection({ entry, at }: Located<SectionEntry>, byId: ReadonlyMap<string, SectionEntry>): Finding[] {
  const findings: Finding[] = [];
  const line = withAncestors(entry, byId);
  const topParent = line.at(-1)?.parent ?? null;
  if (entry.parent !== null && !byId.has(entry.parent)) {
    findings.push(at(["parent"], `上の節「${entry.parent}」がありません`));
  } else if (topParent !== null && byId.has(topParent)) {
    findings.push(at(["parent"], "上の節をたどると、自分に戻ります"));
  }
  const phase = line.map(printedPhase).find((printed) => printed !== null) ?? null;
  if (phase !== null && phase !== entry.phase) {
    findings.push(at(["phase"], `見出しに印刷された観点は ${phase} です`));
  }
  if (entry.phaseEditorial !== (phase === null)) {
    const reason = phase === null ? "観点が印刷されていないので true" : "観点が印刷されているので false";
    findings.push(at(["phaseEditorial"], `${reason} にしてください`));
  }
  const situation = line.map(printedSituation).find((printed) => printed !== null) ?? null;
  if (situation !== entry.situation) {
    findings.push(at(["situation"], `見出しに印刷されているのは ${situation ?? "null（なし）"} です`));
  }
  return findings;
}
