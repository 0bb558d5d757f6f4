import type { ReactNode } from "react";
import { unbroken } from "./unbroken";

/** 次にすること: the one action that this screen asks for; 状況 if it asks for none. */
export function NextAction({
  title,
  status = false,
  children,
  action,
  more,
}: {
  /** The request as one sentence. */
  readonly title: ReactNode;
  /** Asks for nothing and shows the present status. */
  readonly status?: boolean;
  /** Circumstances and due date. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Below, over the whole width. */
  readonly more?: ReactNode;
}) {
  return (
    <section className="next-action" aria-labelledby="next-action-title" data-status={status}>
      <div className="stack gap-2">
        <p className="next-action-label">{status ? "状況" : "次にすること"}</p>
        <h2 className="heading-2" id="next-action-title">
          {unbroken(title)}
        </h2>
        {children}
      </div>
      {action ? <div className="row">{action}</div> : null}
      {more ? <div className="col-span-full">{more}</div> : null}
    </section>
  );
}
