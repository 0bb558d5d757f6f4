import type { ReactNode } from "react";

/** 次にすること: the one thing this screen asks for. */
export function NextAction({
  title,
  children,
  action,
  more,
}: {
  /** The request as one sentence. */
  readonly title: ReactNode;
  /** Circumstances and due date. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Below, over the whole width. */
  readonly more?: ReactNode;
}) {
  return (
    <section className="next-action" aria-labelledby="next-action-title">
      <div className="stack gap-2">
        <p className="next-action-label">次にすること</p>
        <h2 className="heading-2" id="next-action-title">
          {title}
        </h2>
        {children}
      </div>
      {action ? <div className="row">{action}</div> : null}
      {more ? <div className="next-action-more">{more}</div> : null}
    </section>
  );
}
