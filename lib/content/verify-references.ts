import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { isMeasure, locateItems, locateSections } from "@/lib/content/locate-entries";
import { compact } from "@/lib/content/source-text";

/** Checks that entries refer to existing entries: each link once, with words that are in the text, and terms below existing terms. */
export function verifyReferences(files: EditionFiles): Finding[] {
  return [...verifyLinks(files), ...verifyTerms(files)];
}

function verifyLinks({ links, ...files }: EditionFiles): Finding[] {
  if (links === null) return [];
  const texts = textsById({ links, ...files });
  const ids = {
    section: new Set(files.sections.flatMap(({ value }) => value.sections.map(({ id }) => id))),
    definition: new Set(files.definitions?.value.definitions.map(({ id }) => id)),
    glossary: new Set(files.glossary?.value.glossary.map(({ id }) => id)),
    role: new Set(files.roles.value.roles.map(({ id }) => id)),
  };
  const seen = new Set<string>();
  return links.value.links.flatMap(({ from, text, target }, index) => {
    const findings: Finding[] = [];
    const place = `${from} ${compact(text)}`;
    if (seen.has(place)) findings.push(links.findingAt(["links", index, "text"], "同じ文字列のリンクが二度書かれています"));
    seen.add(place);
    const holder = texts.get(from);
    if (holder === undefined) findings.push(links.findingAt(["links", index, "from"], `「${from}」がありません`));
    else if (!holder.includes(compact(text))) {
      findings.push(links.findingAt(["links", index, "text"], `「${from}」の文の中に、この文字列がありません`));
    }
    const there = ids[target.kind];
    if (target.id === null ? there.size === 0 : !there.has(target.id)) {
      const written = [target.kind, ...(target.id === null ? [] : [target.id])].join(":");
      findings.push(links.findingAt(["links", index, "target"], `参照先「${written}」がありません`));
    }
    return findings;
  });
}

function verifyTerms({ glossary }: EditionFiles): Finding[] {
  if (glossary === null) return [];
  const terms = new Set(glossary.value.glossary.map(({ id }) => id));
  return glossary.value.glossary.flatMap(({ parent }, index) =>
    parent === null || terms.has(parent) ? [] : [glossary.findingAt(["glossary", index, "parent"], `用語「${parent}」がありません`)],
  );
}

/** The printed text of each entry that a link may start from, compact, by full id. */
function textsById(files: EditionFiles): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (id: string, parts: readonly { readonly text: string }[]) =>
    texts.set(`${files.guideline.value.id}:${id}`, compact(parts.map(({ text }) => text).join("\n")));
  for (const { id, entry } of locateSections(files))
    add(
      id,
      entry.guidance.flatMap(({ paragraphs }) => paragraphs),
    );
  for (const { id, entry } of locateItems(files)) {
    if (isMeasure(entry)) add(id, [...entry.paragraphs, ...entry.exampleSets.flatMap(({ lead }) => lead ?? [])]);
    else add(id, [entry]);
  }
  for (const { id, paragraphs } of files.roles.value.roles) add(id, paragraphs);
  for (const { id, paragraphs } of files.definitions?.value.definitions ?? []) add(id, paragraphs);
  for (const { id, paragraphs } of files.glossary?.value.glossary ?? []) add(id, paragraphs);
  return texts;
}
