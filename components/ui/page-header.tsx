import type { ReactNode } from "react";
import { Breadcrumb, type BreadcrumbStep } from "./breadcrumb";
import { unbroken } from "./unbroken";
import { UserText } from "./user-text";

export function PageHeader({
  title,
  note,
  steps = [],
  children,
}: {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** The path to the page, which is its last step. A page that stands alone has none to show. */
  readonly steps?: readonly BreadcrumbStep[];
  /** Controls beside the title. */
  readonly children?: ReactNode;
}) {
  const leads = steps.length > 1;
  return (
    <>
      {leads ? <Breadcrumb steps={steps} /> : null}
      <div className={leads ? "page-head" : "page-head pt-2 phone:pt-8"}>
        <div className="row">
          <h1 className="heading-1">
            <UserText>{unbroken(title)}</UserText>
          </h1>
          {children ? <div className="row ml-auto">{children}</div> : null}
        </div>
        {note ? (
          <p className="aside-text">
            <UserText>{unbroken(note)}</UserText>
          </p>
        ) : null}
      </div>
    </>
  );
}
