import { createHash } from "node:crypto";
import type { Claim } from "@/lib/content/claimed-places";
import { claimsOf } from "@/lib/content/claimed-places";
import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { formatLineRange } from "@/lib/content/line-ranges";
import type { SourceText } from "@/lib/content/source-text";
import { compact, longestMatchOf, readSourceText } from "@/lib/content/source-text";

/** Checks that the source is the recorded one, that the corrections fit it, and that every printed text is where the content says, no two in one place. */
export function verifySource(files: EditionFiles): Finding[] {
  const { guideline, corrections, source } = files;
  if (source === null) return [guideline.findingAt(["source", "file"], "原文のファイルがありません")];
  const findings: Finding[] = [];
  if (createHash("sha256").update(source).digest("hex") !== guideline.value.source.sha256) {
    findings.push(guideline.findingAt(["source", "sha256"], "原文のファイルが、記録した SHA-256 と違います"));
  }
  const { text, problems } = readSourceText(source.toString("utf8"), corrections?.value.corrections ?? []);
  for (const [index, problem] of problems) {
    const line = corrections?.value.corrections[index]?.line ?? 0;
    const message =
      problem === "notFound"
        ? `原文の ${line} 行に、この字が見つかりません`
        : `原文の ${line} 行に、この字が二か所より多く在ります。前後の字を足して一か所に絞ってください`;
    if (corrections !== null) findings.push(corrections.findingAt(["corrections", index, "found"], message));
  }
  return [...findings, ...claimsOf(files).flatMap((claim) => verifyClaim(text, claim) ?? [])];
}

function verifyClaim(source: SourceText, { piece, spans, taken }: Claim): Finding | null {
  const where = piece.lines.map(formatLineRange).join(",");
  if (piece.lines.some(({ to }) => to > source.lineCount)) {
    return piece.findingAt(`原文は ${source.lineCount} 行までです（${where} 行は在りません）`);
  }
  if (taken) return piece.findingAt(`原文の ${where} 行のこの文は、ほかの項目に入っています。同じ箇所は一度だけ書いてください`);
  if (spans.length > 0) return null;
  const text = piece.texts[0] ?? "";
  const matched = longestMatchOf(source, piece.lines, text);
  const next = compact(text).slice(matched.length, matched.length + 8);
  return piece.findingAt(
    matched === ""
      ? `原文の ${where} 行に、この文が見つかりません`
      : `原文の ${where} 行に、この文が見つかりません。「…${matched.slice(-12)}」までは在り、続く「${next}」が原文と違います`,
  );
}
