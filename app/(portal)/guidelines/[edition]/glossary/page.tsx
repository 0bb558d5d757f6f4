import type { Metadata } from "next";
import { TermsPage } from "@/components/guidelines/apparatus-pages";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadTerms } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "専門用語集" };

export default async function GlossaryPage({ params }: { readonly params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const view = await loadTerms(edition, "glossary");
  return (
    <Unhydrated>
      <TermsPage {...view} />
    </Unhydrated>
  );
}
