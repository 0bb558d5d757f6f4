import type { Metadata } from "next";
import { SectionTree } from "@/components/guidelines/section-tree";
import { loadTree } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "ガイドラインの本文" };

export default async function EditionPage({ params }: { readonly params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const view = await loadTree(edition);
  return <SectionTree {...view} />;
}
