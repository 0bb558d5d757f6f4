import type { Metadata } from "next";
import { ListPage } from "@/components/organisation/list-page";
import { loadRoleList } from "@/lib/features/organisation/list-page/pages";

export const metadata: Metadata = { title: "役割の一覧（CSV）" };

export default async function RoleListPage() {
  const view = await loadRoleList();
  return <ListPage {...view} />;
}
