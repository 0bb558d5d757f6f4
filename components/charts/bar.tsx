import type { Figure } from "./figure-text";

/**
 * 0 to 100 with ticks at 25: this cycle filled, the last as a black line. A missing number is a dashed line, so that it never
 * looks like 0. Hidden from screen readers, because its number is beside it, unless it has a name.
 */
export function Bar({ now, last, name }: { readonly now: Figure; readonly last?: Figure | null; readonly name?: string }) {
  return (
    <svg className="plot" height="16" focusable="false" {...(name ? { role: "img", "aria-label": name } : { "aria-hidden": true })}>
      {now.kind === "value" ? (
        <>
          <rect className="plot-track" width="100%" height="16" />
          <rect className="plot-implemented" width={`${now.percent}%`} height="16" />
          <rect className="plot-ticks" x="25%" width="75%" height="16" />
        </>
      ) : (
        <line className="plot-absent" x2="100%" y1="8" y2="8" />
      )}
      {last?.kind === "value" ? <rect className="plot-last-bar" x={`${last.percent}%`} y="-4" width="3" height="24" /> : null}
    </svg>
  );
}
