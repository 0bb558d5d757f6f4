import type { ReactNode } from "react";
import { Bar } from "./bar";
import { type Figure, figureWords } from "./figure-text";

export const DefinitionLink = ({ name, href }: { readonly name: string; readonly href: string }) => (
  <a className="aside-text inline-flex min-h-6 items-center" href={href}>
    定義<span className="sr-only">（{name}）</span>
  </a>
);

const Behind = ({ href, name, children }: { readonly href: string | null; readonly name: string; readonly children: ReactNode }) =>
  href === null ? (
    children
  ) : (
    <a href={href}>
      {children}
      <span className="sr-only">（{name}の内訳を見る）</span>
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
  href = null,
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
  /** What stands behind the figure. */
  readonly href?: string | null;
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
          <Behind href={href} name={name}>
            {figure.text}
            <small>%</small>
          </Behind>
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
