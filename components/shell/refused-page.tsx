import { LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";

export interface RefusedAction {
  readonly label: string;
  readonly href: string;
}

interface RefusedPageProps {
  readonly title: string;
  /** Why, in one sentence. */
  readonly reason: string;
  readonly text: string;
  /** Whom to ask. */
  readonly help?: string;
  readonly actions: readonly RefusedAction[];
}

/** A page that cannot be shown: why, whom to ask, and what can be done instead. */
export function RefusedPage({ title, reason, text, help, actions }: RefusedPageProps) {
  return (
    <>
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
    </>
  );
}

/** The same for what is missing and for what is another's: nothing confirms that it exists. */
export const NotFound = ({ actions }: Pick<RefusedPageProps, "actions">) => (
  <RefusedPage
    title="見つかりません"
    reason="この場所には、見られる画面がありません"
    text="場所が変わったか、見る権限がありません。アドレスを確かめてください。"
    actions={actions}
  />
);
