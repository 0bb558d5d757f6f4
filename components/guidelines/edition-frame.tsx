import type { ReactNode } from "react";
import type { EditionHead } from "@/lib/features/guidelines/text/view";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { StatusChip } from "../ui/status-chip";
import { TabLinks } from "../ui/tab-links";
import { SearchForm } from "./search-form";

/** Title, imprint and navigation of an edition, around each of its pages. */
export function EditionFrame({
  head,
  title,
  children,
}: {
  readonly head: EditionHead;
  /** Name of the part; absent on the first page of the edition. */
  readonly title?: string;
  readonly children: ReactNode;
}) {
  const name = `${head.title} ${head.editionLabel}`;
  const steps = [{ label: "ガイドライン", href: "/guidelines" }, ...(title ? [{ label: name, href: head.href }, { label: title }] : [{ label: name }])];
  return (
    <>
      <PageHeader title={title ?? name} note={title ? name : head.imprint} steps={steps}>
        {head.old ? <StatusChip>旧版</StatusChip> : null}
      </PageHeader>
      <div className="stack">
        <div className="row">
          <TabLinks name="この版の部分" links={head.tabs} />
        </div>
        {title ? null : <SearchForm query="" editionId={head.id} />}
        {head.note && !title ? <Notice title="読み方についての注（本ポータル）">{head.note}</Notice> : null}
        {children}
      </div>
    </>
  );
}
