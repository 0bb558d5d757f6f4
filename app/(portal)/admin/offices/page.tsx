import type { Metadata } from "next";
import { OfficesPage } from "@/components/admin/offices";
import { loadOffices } from "@/lib/features/admin/pages";

export const metadata: Metadata = { title: "担当者と管理者" };

export default async function OfficesRoute() {
  return <OfficesPage {...(await loadOffices())} />;
}
