import type { Metadata } from "next";
import { SectionPage } from "@/components/guidelines/section-page";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadSection } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "ガイドラインの節" };

export default async function GuidelineSectionPage({ params }: { readonly params: Promise<{ edition: string; section: string }> }) {
  const { edition, section } = await params;
  const view = await loadSection(edition, section);
  return (
    <Unhydrated>
      <SectionPage {...view} />
    </Unhydrated>
  );
}
