/**
 * Finds the actors that a text itself obliges, in printed order, each once: those that are the subject at the beginning of a
 * sentence, 「取扱者は、…」「なお、委託先は、…」「端末を利用する取扱者は、…」. An actor elsewhere in a sentence does not count.
 */
export function subjectFinder(actors: readonly string[]): (text: string) => string[] {
  if (actors.length === 0) return () => [];
  // The longer name first: 最高情報セキュリティ責任者 ends like 情報セキュリティ責任者.
  const names = [...actors].sort((one, other) => other.length - one.length).map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const beginning = new RegExp(`(?<=^|。)\\s*(?:[^。、]{1,8}、)?[^。、]{0,12}?(${names.join("|")})は`, "gu");
  return (text) => [...new Set([...text.matchAll(beginning)].flatMap(([, actor]) => actor ?? []))];
}
