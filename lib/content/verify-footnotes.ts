import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const superscript = (mark: number): string => [...String(mark)].map((digit) => SUPERSCRIPTS[Number(digit)] ?? "").join("");

/** The superscript numbers in a line; ¹¹ is one, not two. */
const marksIn = (line = ""): string[] => [...line.matchAll(/[⁰¹²³⁴-⁹]+/gu)].map(([mark]) => mark);

/** Checks that a footnote begins with its mark, and that the mark occurs once more where the text refers to it. */
export function verifyFootnotes({ footnotes, source }: EditionFiles): Finding[] {
  if (footnotes === null) return [];
  const lines = source?.toString("utf8").split(/\r?\n/) ?? [];
  return footnotes.value.footnotes.flatMap(({ mark, markLine, lines: own }, index) => {
    const printed = superscript(mark);
    const from = own[0]?.from ?? 0;
    const beginning = /^\s*([⁰¹²³⁴-⁹]+)/u.exec(lines[from - 1] ?? "")?.[1];
    const isOwn = own.some((range) => range.from <= markLine && markLine <= range.to);
    const findings: Finding[] = [];
    const report = (field: string, message: string) => findings.push(footnotes.findingAt(["footnotes", index, field], message));
    if (beginning !== printed) report("mark", `原文の ${from} 行は、脚注 ${mark} の上付き数字で始まっていません`);
    if (isOwn) report("markLine", "脚注の文そのものの行ではなく、本文で脚注の番号が付いている行を書いてください");
    else if (!marksIn(lines[markLine - 1]).includes(printed)) report("markLine", `原文の ${markLine} 行に、脚注 ${mark} の上付き数字がありません`);
    return findings;
  });
}
