import type { Metadata } from "next";
import { PlannedPage } from "@/components/cycles/planned-page";
import { GapReportDocument } from "@/components/gap-report/gap-report";
import { UnusedParts } from "@/components/shell/unused-parts";
import { loadGapReport } from "@/lib/features/results/gap-report/pages";

export const metadata: Metadata = { title: "要改善事項報告書" };

export default async function GapReportPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/gap-report">) {
  const view = await loadGapReport((await params).cycleId, await searchParams);
  return view.status === "planned" ? (
    <PlannedPage {...view} />
  ) : (
    <>
      <UnusedParts text={view.unused} />
      <GapReportDocument {...view} />
    </>
  );
}
