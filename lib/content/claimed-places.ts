import type { EditionFiles } from "@/lib/content/edition-files";
import type { PrintedPiece } from "@/lib/content/printed-pieces";
import { printedPiecesOf } from "@/lib/content/printed-pieces";
import type { SourceText, Span } from "@/lib/content/source-text";
import { occurrencesOf, readSourceText } from "@/lib/content/source-text";
import { oncePer } from "@/lib/domain/shared/memo";

/** The place in the source that an entry's text occupies. */
export interface Claim {
  readonly piece: PrintedPiece;
  /** Empty if the text is not in its lines. */
  readonly spans: readonly Span[];
  /** Whether another entry already has the place. */
  readonly taken: boolean;
}

export const correctedSource = (files: EditionFiles): SourceText =>
  readSourceText(files.source?.toString("utf8") ?? "", files.corrections?.value.corrections ?? []).text;

/** Every printed text with its place, in the order of the files. Computed once for all checks. */
export const claimsOf = oncePer((files: EditionFiles): readonly Claim[] => claimPlaces(files, correctedSource(files)));

function claimPlaces(files: EditionFiles, source: SourceText): Claim[] {
  const takenCharacters = new Map<number, boolean[]>();
  const isFree = (spans: readonly Span[]) => spans.every(({ line, from, to }) => !(takenCharacters.get(line)?.slice(from, to).includes(true) ?? false));
  const take = ({ line, from, to }: Span) => {
    const characters = takenCharacters.get(line) ?? Array<boolean>(source.line(line).length).fill(false);
    takenCharacters.set(line, characters.fill(true, from, to));
  };
  const pieces = printedPiecesOf(files).map((piece, index) => ({ piece, index, occurrences: placesOf(piece, source) }));
  // Long texts first: a short text that also occurs inside a long one must not take its place.
  const claims = pieces
    .sort((one, other) => lengthOf(other.occurrences[0]) - lengthOf(one.occurrences[0]))
    .map(({ piece, index, occurrences }) => {
      const free = occurrences.find(isFree);
      free?.forEach(take);
      return { piece, index, spans: free ?? occurrences[0] ?? [], taken: free === undefined && occurrences.length > 0 };
    });
  return claims.sort((one, other) => one.index - other.index);
}

function placesOf({ texts, lines }: PrintedPiece, source: SourceText): Span[][] {
  for (const text of texts) {
    const occurrences = occurrencesOf(source, lines, text);
    if (occurrences.length > 0) return occurrences;
  }
  return [];
}

const lengthOf = (spans: readonly Span[] = []) => spans.reduce((sum, { from, to }) => sum + to - from, 0);
