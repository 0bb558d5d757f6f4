import type { Metadata } from "next";
import { ListPage } from "@/components/organisation/list-page";
import { loadDepartmentList } from "@/lib/features/organisation/list-page/pages";

export const metadata: Metadata = { title: "部署の一覧（CSV）" };

export default async function DepartmentListPage() {
  const view = await loadDepartmentList();
  return <ListPage {...view} />;
}
