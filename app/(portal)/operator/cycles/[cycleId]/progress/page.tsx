import type { Metadata } from "next";
import { CycleProgress } from "@/components/cycles/progress";
import { loadProgress } from "@/lib/features/cycles/progress-loaders";

export const metadata: Metadata = { title: "進み具合" };

export default async function ProgressPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/progress">) {
  const view = await loadProgress((await params).cycleId, await searchParams);
  return <CycleProgress {...view} />;
}
