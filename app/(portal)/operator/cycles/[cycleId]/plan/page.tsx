import type { Metadata } from "next";
import { PlanForm } from "@/components/cycles/plan-form";
import { DoneNotice } from "@/components/shell/done-notice";
import { loadPlan } from "@/lib/features/cycles/plan-loaders";

export const metadata: Metadata = { title: "計画" };

export default async function PlanPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/plan">) {
  const { notice, scope } = await searchParams;
  const view = await loadPlan((await params).cycleId, scope === "chosen");
  return (
    <>
      <DoneNotice notice={notice} />
      <PlanForm {...view} />
    </>
  );
}
