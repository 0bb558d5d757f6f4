import { structureFingerprint } from "@/lib/content/fingerprint";
import type { Edition, Item, LineRange, Paragraph, Section } from "@/lib/domain/guideline/edition";

/** A text of an edition with where it was printed, under a name that stays the same between revisions. */
interface PrintedText {
  readonly text: string;
  readonly lines: LineRange;
}

const joined = (paragraphs: readonly Paragraph[]): string => paragraphs.map(({ text }) => text).join("\n");

/** White space is not text: a line may be broken elsewhere without a reason. */
const bare = (text: string): string => text.replace(/\s/gu, "");

function printedTexts(edition: Edition): Map<string, PrintedText> {
  const { sections, items, roles, definitions, glossary, footnotes } = edition;
  const terms = [...definitions, ...glossary];
  return new Map<string, PrintedText>([
    ...sections.map(({ id, heading, guidance, lines }): [string, PrintedText] => {
      const paragraphs = guidance.flatMap((part) => part.paragraphs);
      const to = Math.max(lines.to, ...paragraphs.map((paragraph) => paragraph.lines.to));
      return [id, { text: [heading, joined(paragraphs)].join("\n"), lines: { from: lines.from, to } }];
    }),
    ...items.map(({ id, heading, text, lines }): [string, PrintedText] => [id, { text: `${heading}\n${text}`, lines }]),
    ...roles.map(({ id, heading, paragraphs, lines }): [string, PrintedText] => [`role ${id}`, { text: `${heading}\n${joined(paragraphs)}`, lines }]),
    ...terms.map(({ id, term, paragraphs, lines }): [string, PrintedText] => [`term ${id}`, { text: `${term}\n${joined(paragraphs)}`, lines }]),
    ...footnotes.map(({ id, text, lines }): [string, PrintedText] => [`note ${id}`, { text, lines }]),
  ]);
}

/** Lines on which the new revision says something that the published one did not. */
function newlyExplained(published: Edition, next: Edition): readonly number[] {
  const known = new Set(published.corrections.map((entry) => JSON.stringify(Object.entries(entry).sort())));
  return next.corrections.filter((entry) => !known.has(JSON.stringify(Object.entries(entry).sort()))).map(({ line }) => line);
}

/** Paragraphs of a term or role may lie below its heading's line, so a reason counts within this many lines after it. */
const REACH = 12;

/** Entries whose text differs although no correction or note of the new revision speaks of their lines. */
function unexplainedTexts(published: Edition, next: Edition): string[] {
  const explained = newlyExplained(published, next);
  const before = printedTexts(published);
  return [...printedTexts(next)].flatMap(([name, { text, lines }]) => {
    const old = before.get(name);
    if (old !== undefined && bare(old.text) === bare(text)) return [];
    return explained.some((line) => line >= lines.from && line <= lines.to + REACH) ? [] : [`${name} の文に、理由（corrections）がありません`];
  });
}

const sameList = (one: readonly string[], other: readonly string[]): boolean => one.join("\u0000") === other.join("\u0000");

function sectionDifferences(before: Section, after: Section): string[] {
  return [
    ...(before.parent === after.parent ? [] : [`${after.id} の上の節`]),
    ...(before.phase === after.phase ? [] : [`${after.id} の PDCA の観点（${before.phase} → ${after.phase}）`]),
  ];
}

function itemDifferences(before: Item, after: Item): string[] {
  const named = (["kind", "tier", "phase", "section", "parent", "illustrates"] as const)
    .filter((field) => before[field] !== after[field])
    .map((field) => `${after.id} の ${field}（${before[field] ?? "なし"} → ${after[field] ?? "なし"}）`);
  return [
    ...named,
    ...(sameList(before.actors, after.actors) ? [] : [`${after.id} の主体`]),
    ...(sameList(before.answeredBy, after.answeredBy) ? [] : [`${after.id} の回答する役割`]),
  ];
}

function compareEntries<Entry extends { readonly id: string }>(
  before: readonly Entry[],
  after: readonly Entry[],
  differences: (before: Entry, after: Entry) => string[],
): string[] {
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const kept = new Set(after.map(({ id }) => id));
  return [
    ...before.filter(({ id }) => !kept.has(id)).map(({ id }) => `${id} がなくなっている`),
    ...after.flatMap((entry) => {
      const previous = old.get(entry.id);
      return previous === undefined ? [`${entry.id} が増えている`] : differences(previous, entry);
    }),
  ];
}

/**
 * What a new state of a published edition changes that an errata revision must not (DESIGN.md 2): ids, kinds, tiers,
 * actors, phases, parents, membership, printed order, and texts for which no reason is given. Empty when it may pass.
 */
export function forbiddenDifferences(published: Edition, next: Edition): string[] {
  const identity = (["guideline", "kind", "publishedOn"] as const)
    .filter((field) => published[field] !== next[field])
    .map((field) => `${field}（${published[field]} → ${next[field]}）`);
  const structure = [
    ...compareEntries(published.sections, next.sections, sectionDifferences),
    ...compareEntries(published.items, next.items, itemDifferences),
  ];
  const reordered = structure.length === 0 && structureFingerprint(published) !== structureFingerprint(next) ? ["節か項目の順"] : [];
  const different = [...identity, ...structure, ...reordered];
  return different.length > 0 ? different : unexplainedTexts(published, next);
}
