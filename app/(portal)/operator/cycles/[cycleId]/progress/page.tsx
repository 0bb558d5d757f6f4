import type { Metadata } from "next";
import { PlannedPage } from "@/components/cycles/planned-page";
import { CycleProgress } from "@/components/cycles/progress";
import { DoneNotice } from "@/components/shell/done-notice";
import { UnusedParts } from "@/components/shell/unused-parts";
import { loadProgress } from "@/lib/features/cycle-pages/progress/pages";

export const metadata: Metadata = { title: "進み具合" };

export default async function ProgressPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/progress">) {
  const asked = await searchParams;
  const view = await loadProgress((await params).cycleId, asked);
  return (
    <>
      <DoneNotice notice={asked.notice} />
      {view.status === "planned" ? (
        <PlannedPage {...view} />
      ) : (
        <>
          <UnusedParts text={view.unused} />
          <CycleProgress {...view} />
        </>
      )}
    </>
  );
}
