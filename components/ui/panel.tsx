import type { ReactNode } from "react";
import { unbroken } from "./unbroken";

export function Panel({
  id,
  title,
  note,
  children,
}: {
  readonly id: string;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel" aria-labelledby={`${id}-title`} id={id}>
      <div className="panel-head">
        <h2 className="heading-2" id={`${id}-title`}>
          {unbroken(title)}
        </h2>
        {note ? <p className="aside-text">{unbroken(note)}</p> : null}
      </div>
      {children}
    </section>
  );
}
