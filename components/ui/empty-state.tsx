import type { ReactNode } from "react";

/** Why there is nothing, when there will be something, whom to ask, and what to do meanwhile. */
export function EmptyState({
  title,
  help,
  actions,
  children,
}: {
  readonly title: string;
  readonly help?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel empty-state" aria-labelledby="empty-title">
      <h2 className="heading-2" id="empty-title">
        {title}
      </h2>
      <p>{children}</p>
      {help ? <p className="aside-text">{help}</p> : null}
      {actions ? <div className="row">{actions}</div> : null}
    </section>
  );
}
