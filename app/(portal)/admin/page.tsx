import type { Metadata } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { loadAdmin } from "@/lib/features/admin/pages";

export const metadata: Metadata = { title: "ポータルの管理" };

export default async function AdminRoute({ searchParams }: PageProps<"/admin">) {
  const { page } = await searchParams;
  return <AdminPage {...(await loadAdmin(page))} />;
}
