import type { Metadata } from "next";
import { CrosswalkPage } from "@/components/guidelines/crosswalk-page";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadCrosswalks } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "対応関係" };

export default async function EditionCrosswalkPage({ params }: { readonly params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const view = await loadCrosswalks(edition);
  return (
    <Unhydrated>
      <CrosswalkPage {...view} />
    </Unhydrated>
  );
}
