import type { Metadata } from "next";
import { PlanForm } from "@/components/cycles/plan-form";
import { loadNewPlan } from "@/lib/features/cycles/plan/pages";

export const metadata: Metadata = { title: "点検の回を計画する" };

export default async function NewCyclePage() {
  const view = await loadNewPlan();
  return <PlanForm {...view} />;
}
