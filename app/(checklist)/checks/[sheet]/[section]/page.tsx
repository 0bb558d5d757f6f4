import type { Metadata } from "next";
import { ChecklistSection } from "@/components/checklist/checklist-section";
import { loadChecklistSection } from "@/lib/features/sheets/checklist/pages";

export const metadata: Metadata = { title: "点検票" };

export default async function ChecklistSectionPage({ params, searchParams }: PageProps<"/checks/[sheet]/[section]">) {
  const { sheet, section } = await params;
  const { notice } = await searchParams;
  const view = await loadChecklistSection(sheet, decodeURIComponent(section), typeof notice === "string" ? notice : undefined);
  return <ChecklistSection {...view} />;
}
