import type { ReactNode } from "react";
import { Bar } from "./bar";
import { type Figure, figureWords } from "./figure-text";

export const DefinitionLink = ({ name, href }: { readonly name: string; readonly href: string }) => (
  <a className="aside-text inline-flex min-h-6 items-center" href={href}>
    定義<span className="sr-only">（{name}）</span>
  </a>
);

/** One main number with its n, its 把握率 and the last cycle. */
export function KeyFigure({
  name,
  figure,
  last = null,
  lastText,
  notes,
  definitionHref,
  lastLabel = "前回",
}: {
  readonly name: string;
  readonly figure: Figure;
  readonly last?: Figure | null;
  /** 「前回 81.5%（＋6.2ポイント）」 */
  readonly lastText: string | null;
  /** Its n and 把握率, one line each. */
  readonly notes: readonly ReactNode[];
  readonly definitionHref?: string;
  readonly lastLabel?: string;
}) {
  const words = `${name} ${figureWords(figure)}${last ? `、${lastLabel} ${figureWords(last)}` : ""}`;
  return (
    <div className="panel grid content-start gap-1" role="group" aria-label={name}>
      <p className="key-figure-name">
        <span>{name}</span>
        {definitionHref ? <DefinitionLink name={name} href={definitionHref} /> : null}
      </p>
      {figure.kind === "value" ? (
        <p className="key-figure-value">
          {figure.text}
          <small>%</small>
        </p>
      ) : (
        <p className="key-figure-value" data-special="true">
          {figureWords(figure)}
        </p>
      )}
      <Bar now={figure} last={last} name={words} />
      {lastText ? <p className="aside-text">{lastText}</p> : null}
      {notes.map((note, index) => (
        <p className="aside-text" key={index}>
          {note}
        </p>
      ))}
    </div>
  );
}
