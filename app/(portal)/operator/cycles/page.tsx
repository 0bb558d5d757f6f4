import type { Metadata } from "next";
import { CycleList } from "@/components/cycles/cycle-list";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadCycles } from "@/lib/features/cycle-pages/overview/pages";

export const metadata: Metadata = { title: "点検の回" };

export default async function CyclesPage({ searchParams }: PageProps<"/operator/cycles">) {
  const view = await loadCycles(await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <CycleList {...view} />
    </Unhydrated>
  );
}
