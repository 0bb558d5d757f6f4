import type { ReactNode } from "react";
import type { SurveyHead } from "@/lib/features/surveys/record/view";
import { PageHeader } from "../ui/page-header";
import { StatusChip } from "../ui/status-chip";
import { TabLinks } from "../ui/tab-links";

/** Title, choice of tier and the pages of a survey, around each of them. */
export function SurveyFrame({ head, children }: { readonly head: SurveyHead; readonly children: ReactNode }) {
  return (
    <>
      <PageHeader title={head.title} note={head.note} steps={head.steps}>
        <StatusChip tone={head.state.tone}>{head.state.words}</StatusChip>
        {head.tiers.length === 0 ? null : (
          <>
            <span className="aside-text">項目の種類</span>
            <TabLinks name="項目の種類" links={head.tiers} />
          </>
        )}
      </PageHeader>
      <div className="stack">
        {head.pages.length > 0 ? (
          <div className="row">
            <TabLinks name="調査の画面" links={head.pages} />
          </div>
        ) : null}
        {head.tierNote ? <p className="aside-text">{head.tierNote}</p> : null}
        {children}
      </div>
    </>
  );
}

/** The same table as a file. */
export function CsvLink({ href, name }: { readonly href: string; readonly name: string }) {
  return (
    <p className="mt-3">
      <a className="inline-flex min-h-6 items-center" href={href} download>
        CSV で保存する<span className="sr-only">（{name}）</span>
      </a>
    </p>
  );
}
