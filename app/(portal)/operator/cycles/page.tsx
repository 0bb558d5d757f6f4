import type { Metadata } from "next";
import { CycleList } from "@/components/cycles/cycle-list";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadCycles } from "@/lib/features/cycle-pages/overview/pages";

export const metadata: Metadata = { title: "点検の回" };

export default async function CyclesPage({ searchParams }: PageProps<"/operator/cycles">) {
  const query = await searchParams;
  const page = Number(query.page);
  const view = await loadCycles(Number.isInteger(page) && page > 0 ? page : 1, query.state === "cancelled");
  return (
    <Unhydrated>
      <CycleList {...view} />
    </Unhydrated>
  );
}
