/** A number, or the reason why there is none. The reason never looks like a number. */
export type Figure =
  | {
      readonly kind: "value";
      /** `81.7`, rounded once, without the sign. */
      readonly text: string;
      /** 0 to 100, for positions only. */
      readonly percent: number;
      /** A true zero: there is duty and nothing is implemented. */
      readonly zero: boolean;
    }
  | { readonly kind: SpecialKind };

export type SpecialKind = "noDuty" | "notGrasped" | "notAsked" | "withheld";

export const SPECIAL_MARKS: Record<SpecialKind, { readonly mark: string; readonly words: string }> = {
  noDuty: { mark: "－", words: "責務なし" },
  notGrasped: { mark: "…", words: "未提出・回答なし" },
  notAsked: { mark: "・", words: "対象外" },
  withheld: { mark: "x", words: "秘匿" },
};

export function figureWords(figure: Figure, unit = "%"): string {
  return figure.kind === "value" ? `${figure.text}${unit}` : SPECIAL_MARKS[figure.kind].words;
}

/** In a table cell: the number, or a mark with its text for screen readers. */
export function FigureText({ figure, unit = "" }: { readonly figure: Figure; readonly unit?: string }) {
  if (figure.kind === "value") return `${figure.text}${unit}`;
  const { mark, words } = SPECIAL_MARKS[figure.kind];
  return (
    <>
      <span aria-hidden="true">{mark}</span>
      <span className="for-readers">{words}</span>
    </>
  );
}
