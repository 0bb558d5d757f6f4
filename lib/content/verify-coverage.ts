import { claimsOf } from "@/lib/content/claimed-places";
import { coverageOf } from "@/lib/content/coverage";
import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import type { PrintedPiece } from "@/lib/content/printed-pieces";

/** Checks that every character of the covered lines is accounted for, and that entries are only in covered lines. */
export function verifyCoverage(files: EditionFiles): Finding[] {
  const pieces = claimsOf(files).map(({ piece }) => piece);
  return [
    ...outside(files, pieces),
    ...coverageOf(files).uncovered.map(({ line, text }) => {
      const [piece, where] = beside(pieces, line);
      const message = `原文の ${line} 行の「${text}」が、どの項目にも markers.yaml にもありません`;
      return piece?.findingAt(`${message}（${where}）`) ?? files.guideline.findingAt(["coverage"], message);
    }),
  ];
}

/** The entry whose lines contain the line, else the one printed before it. */
function beside(pieces: readonly PrintedPiece[], line: number): [PrintedPiece | undefined, string] {
  const around = pieces.find(({ lines }) => lines.some(({ from, to }) => from <= line && line <= to));
  if (around !== undefined) return [around, "この項目の行の範囲に在ります"];
  const last = ({ lines }: PrintedPiece) => Math.max(...lines.map(({ to }) => to));
  const [before] = pieces.filter((piece) => last(piece) < line).sort((one, other) => last(other) - last(one));
  return before === undefined ? [pieces[0], "この項目より前に在ります"] : [before, "この項目のすぐ後に在ります"];
}

/** Without this check, lines could disappear from the coverage together with their entries. */
function outside({ guideline }: EditionFiles, pieces: readonly PrintedPiece[]): Finding[] {
  const ranges = guideline.value.coverage.flat();
  const stray = pieces
    .flatMap(({ lines }) => lines)
    .filter((lines) => !ranges.some(({ from, to }) => from <= lines.from && lines.to <= to))
    .map(({ from }) => from);
  return stray.length === 0
    ? []
    : [guideline.findingAt(["coverage"], `原文の ${Math.min(...stray)} 行は項目に入っていますが、coverage の範囲に入っていません`)];
}
