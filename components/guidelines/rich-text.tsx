import type { ParagraphView, Segment } from "@/lib/features/guidelines/text/view";

/** Printed text with its references as links and search matches marked. */
export function RichText({ segments }: { readonly segments: readonly Segment[] }) {
  return segments.map(({ text, href, marked }, index) => {
    if (href !== null) {
      return (
        <a key={index} href={href}>
          {text}
        </a>
      );
    }
    return marked ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>;
  });
}

/** Paragraphs in the line height of the guideline's text; printed lists become lists. */
export function Paragraphs({ paragraphs }: { readonly paragraphs: readonly ParagraphView[] }) {
  return (
    <div className="grid gap-2 leading-[1.75]">
      {runs(paragraphs).map((run, index) =>
        run[0]?.list ? (
          <ul key={index} className="grid list-disc gap-1 pl-6">
            {run.map((paragraph, at) => (
              <li key={at}>
                <RichText segments={paragraph.segments} />
              </li>
            ))}
          </ul>
        ) : (
          run.map((paragraph, at) => (
            <p key={`${index}-${at}`}>
              <RichText segments={paragraph.segments} />
            </p>
          ))
        ),
      )}
    </div>
  );
}

/** Groups consecutive paragraphs by whether they are list entries. */
function runs(paragraphs: readonly ParagraphView[]): ParagraphView[][] {
  const result: ParagraphView[][] = [];
  for (const paragraph of paragraphs) {
    const last = result.at(-1);
    if (last?.[0]?.list === paragraph.list) last.push(paragraph);
    else result.push([paragraph]);
  }
  return result;
}
