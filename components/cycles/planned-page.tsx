import type { PlannedView } from "@/lib/features/cycles/planned-page/view";
import { LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";

/** A page of a cycle before its sheets are handed out. */
export function PlannedPage({ title, cycleTitle, backHref, text, help, actions }: PlannedView) {
  return (
    <>
      <PageHeader title={title} steps={[{ label: "ダッシュボード", href: "/operator" }, { label: cycleTitle, href: backHref }, { label: title }]} />
      <EmptyState
        title="まだ点検票を配っていません"
        help={help}
        actions={actions.map(({ label, href }) => (
          <LinkButton key={href} href={href}>
            {label}
          </LinkButton>
        ))}
      >
        {text}
      </EmptyState>
    </>
  );
}
