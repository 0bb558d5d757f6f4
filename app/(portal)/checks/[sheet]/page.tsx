import type { Route } from "next";
import { redirect } from "next/navigation";
import { loadSheetEntry } from "@/lib/features/sheets/checklist/pages";

export default async function SheetPage({ params }: PageProps<"/checks/[sheet]">): Promise<never> {
  redirect((await loadSheetEntry((await params).sheet)) as Route);
}
