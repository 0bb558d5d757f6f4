import type { Metadata } from "next";
import { TermsPage } from "@/components/guidelines/apparatus-pages";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadTerms } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "用語の定義" };

export default async function DefinitionsPage({ params }: { readonly params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const view = await loadTerms(edition, "definitions");
  return (
    <Unhydrated>
      <TermsPage {...view} />
    </Unhydrated>
  );
}
