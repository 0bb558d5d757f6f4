import type { PageHelp as PageHelpView } from "@/lib/labels/page-help";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** 「この画面でできること」 and whom to ask. Folded, it takes no line of its own where there is room beside the breadcrumb. */
export function PageHelp({ points, ask }: PageHelpView) {
  return (
    <aside className="page-help not-printed" aria-label="案内">
      <details className="page-width">
        <summary>この画面でできること</summary>
        <PageHelpText points={points} ask={ask} />
      </details>
    </aside>
  );
}

/** The same text, where a page has a place of its own for it. */
export const PageHelpText = ({ points, ask }: PageHelpView) => (
  <div className="page-help-text">
    {points.map((point) => (
      <p key={point}>{point}</p>
    ))}
    <p>
      <UserText>{unbroken(ask)}</UserText>
    </p>
  </div>
);
