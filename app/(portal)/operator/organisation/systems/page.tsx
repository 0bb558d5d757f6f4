import type { Metadata } from "next";
import { ListPage } from "@/components/organisation/list-page";
import { loadSystemList } from "@/lib/features/organisation/list-page/pages";

export const metadata: Metadata = { title: "重要システムの一覧（CSV）" };

export default async function SystemListPage() {
  const view = await loadSystemList();
  return <ListPage {...view} />;
}
