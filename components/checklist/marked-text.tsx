import type { ParagraphView, TextMarkView } from "@/lib/features/sheets/cards/view";

export interface TextPiece {
  readonly text: string;
  readonly mark: TextMarkView | null;
}

/** Splits a text at its marks, which are in order of appearance. Skips a mark that is not in the text. */
export function cutAtMarks(text: string, marks: readonly TextMarkView[]): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const mark of marks) {
    const at = mark.text === "" ? -1 : text.indexOf(mark.text, from);
    if (at < 0) continue;
    if (at > from) pieces.push({ text: text.slice(from, at), mark: null });
    pieces.push({ text: mark.text, mark });
    from = at + mark.text.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mark: null });
  return pieces;
}

function MarkedText({ paragraph }: { readonly paragraph: ParagraphView }) {
  return cutAtMarks(paragraph.text, paragraph.marks).map((piece, index) =>
    piece.mark ? (
      <a key={index} className={piece.mark.kind === "term" ? "term-link" : undefined} href={piece.mark.href}>
        {piece.text}
      </a>
    ) : (
      piece.text
    ),
  );
}

/** The whole printed text; adjacent list entries form one list. */
export function GuidelineText({ paragraphs }: { readonly paragraphs: readonly ParagraphView[] }) {
  return (
    <div className="guideline-text">
      {blocksOf(paragraphs).map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { readonly block: readonly ParagraphView[] }) {
  const [first] = block;
  if (!first) return null;
  if (!first.list) {
    return (
      <p>
        <MarkedText paragraph={first} />
      </p>
    );
  }
  return (
    <ul>
      {block.map((paragraph, index) => (
        <li key={index}>
          <MarkedText paragraph={paragraph} />
        </li>
      ))}
    </ul>
  );
}

function blocksOf(paragraphs: readonly ParagraphView[]): ParagraphView[][] {
  const blocks: ParagraphView[][] = [];
  for (const paragraph of paragraphs) {
    const last = blocks.at(-1);
    if (paragraph.list && last?.[0]?.list) last.push(paragraph);
    else blocks.push([paragraph]);
  }
  return blocks;
}
