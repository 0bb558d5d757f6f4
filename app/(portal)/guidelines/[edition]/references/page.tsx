import type { Metadata } from "next";
import { ReferencesPage } from "@/components/guidelines/apparatus-pages";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadReferences } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "参考文献" };

export default async function EditionReferencesPage({ params }: { readonly params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const view = await loadReferences(edition);
  return (
    <Unhydrated>
      <ReferencesPage {...view} />
    </Unhydrated>
  );
}
