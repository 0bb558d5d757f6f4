import type { Metadata } from "next";
import { CycleOverview } from "@/components/cycles/cycle-overview";
import { DoneNotice } from "@/components/shell/done-notice";
import { UnusedParts } from "@/components/shell/unused-parts";
import { loadCycle } from "@/lib/features/cycle-pages/overview/pages";

export const metadata: Metadata = { title: "点検の回" };

export default async function CyclePage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]">) {
  const query = await searchParams;
  const view = await loadCycle((await params).cycleId, query);
  return (
    <>
      <DoneNotice notice={query.notice} />
      <UnusedParts text={view.unused} />
      <CycleOverview {...view} />
    </>
  );
}
