import type { Metadata } from "next";
import { RunningPlanForm } from "@/components/cycles/confirmation-pages";
import { PlanForm } from "@/components/cycles/plan-form";
import { DoneNotice } from "@/components/shell/done-notice";
import { loadRunningPlan } from "@/lib/features/cycle-pages/confirmations/pages";
import { loadPlan } from "@/lib/features/cycles/plan/pages";

export const metadata: Metadata = { title: "計画" };

export default async function PlanPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/plan">) {
  const { notice, scope } = await searchParams;
  const { cycleId } = await params;
  const running = await loadRunningPlan(cycleId);
  if (running !== null) return <RunningPlanForm {...running} />;
  const view = await loadPlan(cycleId, scope === "chosen");
  return (
    <>
      <DoneNotice notice={notice} />
      <PlanForm {...view} />
    </>
  );
}
