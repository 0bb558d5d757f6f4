import type { Metadata } from "next";
import { Dashboard } from "@/components/dashboard/dashboard";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadDashboard } from "@/lib/features/dashboard/pages";

export const metadata: Metadata = { title: "ダッシュボード" };

export default async function OperatorPage({ searchParams }: PageProps<"/operator">) {
  const view = await loadDashboard(await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <Dashboard {...view} />
    </Unhydrated>
  );
}
