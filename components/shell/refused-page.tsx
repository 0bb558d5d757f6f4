import { LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";

export interface RefusedAction {
  readonly label: string;
  readonly href: string;
}

interface RefusedPageProps {
  readonly title: string;
  /** The reason, in one sentence. */
  readonly reason: string;
  readonly text: string;
  /** Whom to ask. */
  readonly help?: string;
  readonly actions: readonly RefusedAction[];
}

/** A page that cannot be shown: the reason, whom to ask, and what to do instead. */
export function RefusedPage({ title, reason, text, help, actions }: RefusedPageProps) {
  return (
    <div className="refused">
      <PageHeader title={title} />
      <EmptyState
        title={reason}
        help={help}
        actions={actions.map(({ label, href }, at) => (
          <LinkButton key={href} href={href} rank={at === 0 ? "primary" : "secondary"}>
            {label}
          </LinkButton>
        ))}
      >
        {text}
      </EmptyState>
    </div>
  );
}

/** The same page for missing objects and for those of others: it does not confirm that an object exists. */
export const NotFound = ({ actions }: Pick<RefusedPageProps, "actions">) => (
  <RefusedPage
    title="見つかりません"
    reason="この場所には、見られる画面がありません"
    text="場所が変わったか、見る権限がありません。アドレスを確かめてください。"
    actions={actions}
  />
);
