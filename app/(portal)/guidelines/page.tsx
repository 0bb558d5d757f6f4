import type { Metadata } from "next";
import { EditionList } from "@/components/guidelines/edition-list";
import { loadEditions } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "ガイドライン" };

export default async function GuidelinesPage() {
  const view = await loadEditions();
  return <EditionList {...view} />;
}
