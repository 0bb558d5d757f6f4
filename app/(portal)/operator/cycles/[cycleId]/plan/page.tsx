import type { Metadata } from "next";
import { PlanForm } from "@/components/cycles/plan-form";
import { loadPlan } from "@/lib/features/cycles/plan-loaders";

export const metadata: Metadata = { title: "計画" };

export default async function PlanPage({ params }: PageProps<"/operator/cycles/[cycleId]/plan">) {
  const view = await loadPlan((await params).cycleId);
  return <PlanForm {...view} />;
}
