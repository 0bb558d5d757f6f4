import type { Edition } from "@/lib/domain/guideline/edition";

/** A note, where tiers are shown, on whose reading they are and how many measures count in which (docs/design.md 2). Null for a 指針. */
export function tiersNote({ kind, items }: Pick<Edition, "kind" | "items">): string | null {
  if (kind !== "measures") return null;
  const measures = items.filter((item) => item.kind === "measure");
  const recommended = measures.filter(({ tier }) => tier === "reference").length;
  const split = "対策項目と具体例を分けて数えるのは、本ポータルの読み方です。";
  if (recommended === 0) return split;
  return `${split}対策項目は${measures.length}件で、そのうち「望ましい」「期待される」とだけ書かれた${recommended}件は、具体例とともに数えます（対策項目の数値は${measures.length - recommended}件）。`;
}
