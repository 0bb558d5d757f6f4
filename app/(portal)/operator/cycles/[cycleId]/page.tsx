import type { Metadata } from "next";
import { CycleOverview } from "@/components/cycles/cycle-overview";
import { loadCycle } from "@/lib/features/cycles/loaders";

export const metadata: Metadata = { title: "点検の回" };

export default async function CyclePage({ params }: PageProps<"/operator/cycles/[cycleId]">) {
  const view = await loadCycle((await params).cycleId);
  return <CycleOverview {...view} />;
}
