import type { Metadata } from "next";
import { Dashboard } from "@/components/dashboard/dashboard";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadDashboard } from "@/lib/features/dashboard/pages";

export const metadata: Metadata = { title: "ダッシュボード" };

export default async function OperatorPage({ searchParams }: PageProps<"/operator">) {
  const view = await loadDashboard(await searchParams);
  return (
    <Unhydrated>
      <Dashboard {...view} />
    </Unhydrated>
  );
}
