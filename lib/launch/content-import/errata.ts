import { canonical, structureFingerprint } from "@/lib/content/fingerprint";
import { type PublishedEntry, publishedEntries } from "@/lib/content/published-entries";
import type { Correction, Crosswalk, CrosswalkEntry, Edition } from "@/lib/domain/guideline/edition";

/** White space is ignored, because a line break may move without a reason. In JSON it appears as itself or as \n. */
const same = (one: unknown, other: unknown): boolean => bare(canonical(one)) === bare(canonical(other));
const bare = (json: string): string => json.replace(/\s|\\[nrt]/gu, "");

const gone = (name: string): string => `${name} がなくなっている`;
const added = (name: string): string => `${name} が増えている`;

function changed(what: string, before: unknown, after: unknown): string {
  const simple = [before, after].every((value) => value === null || typeof value !== "object");
  return simple ? `${what}（${String(before ?? "なし")} → ${String(after ?? "なし")}）` : what;
}

/** Differences in what identifies an edition; only its note, 旧版 and its revision number may change. */
function headDifferences(published: Edition, next: Edition): string[] {
  return (["guideline", "kind", "title", "editionLabel", "publisher", "publishedOn", "source"] as const)
    .filter((field) => !same(published[field], next[field]))
    .map((field) => changed(field, published[field], next[field]));
}

const byName = (entries: readonly PublishedEntry[]): ReadonlyMap<string, PublishedEntry> => new Map(entries.map((entry) => [entry.name, entry]));

function settledDifferences(published: ReadonlyMap<string, PublishedEntry>, next: ReadonlyMap<string, PublishedEntry>): string[] {
  return [
    ...[...published.values()].filter(({ name, member }) => member && !next.has(name)).map(({ name }) => gone(name)),
    ...[...next.values()].flatMap(({ name, member, fixed }) => {
      const before = published.get(name);
      if (before === undefined) return member ? [added(name)] : [];
      return Object.keys(fixed).flatMap((field) =>
        same(before.fixed[field], fixed[field]) ? [] : [changed(`${name} の ${field}`, before.fixed[field], fixed[field])],
      );
    }),
  ];
}

/** Lines that have a new correction or note in the new revision. */
function newlyExplained(published: Edition, next: Edition): readonly number[] {
  const key = ({ line, kind, found, corrected, reason }: Correction) => JSON.stringify([line, kind, found, corrected, reason]);
  const known = new Set(published.corrections.map(key));
  return next.corrections.filter((entry) => !known.has(key(entry))).map(({ line }) => line);
}

/** Texts, links and notes that changed, appeared or disappeared without a new correction or note on their lines. */
function unexplained(published: ReadonlyMap<string, PublishedEntry>, next: ReadonlyMap<string, PublishedEntry>, explained: readonly number[]): string[] {
  return [...new Map([...published, ...next]).keys()].flatMap((name) => {
    const [before, after] = [published.get(name), next.get(name)];
    if (same(before?.printed, after?.printed)) return [];
    const isExplained = [before, after].some((entry) => entry !== undefined && explained.some((line) => entry.lines.from <= line && line <= entry.lines.to));
    return isExplained ? [] : [`${name} の違いに、その行の理由（corrections）がありません`];
  });
}

/** A crosswalk must say the same of every item, or give a new reason. A crosswalk to a new edition may be added. */
function crosswalkDifferences(published: readonly Crosswalk[], next: readonly Crosswalk[]): string[] {
  return published.flatMap(({ from, to, entries }) => {
    const found = next.find((crosswalk) => crosswalk.from === from && crosswalk.to === to);
    if (found === undefined) return [gone(`対応表 ${from} → ${to}`)];
    const after = new Map(found.entries.map((entry) => [entry.item, entry]));
    const known = new Set(entries.map(({ item }) => item));
    const name = (item: string) => `対応 ${item} → ${to}`;
    return [
      ...entries.flatMap((entry) => entryDifferences(name(entry.item), entry, after.get(entry.item))),
      ...found.entries.filter(({ item }) => !known.has(item)).map(({ item }) => added(name(item))),
    ];
  });
}

function entryDifferences(name: string, before: CrosswalkEntry, after: CrosswalkEntry | undefined): string[] {
  if (after === undefined) return [gone(name)];
  if (!same(before.reason, after.reason)) return [];
  return (["coverage", "sections"] as const)
    .filter((field) => !same(before[field], after[field]))
    .map((field) => `${changed(`${name} の ${field}`, before[field], after[field])}に、新しい理由（reason）がありません`);
}

/**
 * Changes of a published edition that an errata revision must not make (docs/design.md 2): any fixed part, or a text, link or
 * note without a reason. Compares in both directions. Empty if the revision is allowed.
 */
export function forbiddenDifferences(published: Edition, next: Edition): string[] {
  const [before, after] = [byName(publishedEntries(published)), byName(publishedEntries(next))];
  const settled = [...headDifferences(published, next), ...settledDifferences(before, after)];
  const reordered = settled.length === 0 && structureFingerprint(published) !== structureFingerprint(next) ? ["項目や節の順"] : [];
  const different = [...settled, ...reordered, ...crosswalkDifferences(published.crosswalks, next.crosswalks)];
  return different.length > 0 ? different : unexplained(before, after, newlyExplained(published, next));
}
