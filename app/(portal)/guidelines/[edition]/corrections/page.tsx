import type { Metadata } from "next";
import { CorrectionsPage } from "@/components/guidelines/apparatus-pages";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadCorrections } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "正誤・注" };

export default async function EditionCorrectionsPage({ params }: { readonly params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const view = await loadCorrections(edition);
  return (
    <Unhydrated>
      <CorrectionsPage {...view} />
    </Unhydrated>
  );
}
