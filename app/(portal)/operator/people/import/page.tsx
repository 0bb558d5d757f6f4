import type { Metadata } from "next";
import { ImportPage } from "@/components/organisation/import-page";
import { loadImport } from "@/lib/features/organisation/pages";

export const metadata: Metadata = { title: "名簿を取り込む" };

export default async function StaffListPage() {
  await loadImport();
  return <ImportPage />;
}
