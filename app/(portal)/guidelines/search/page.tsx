import type { Metadata } from "next";
import { SearchPage } from "@/components/guidelines/search-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { loadSearch } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "ガイドラインを探す" };

type Query = Promise<Record<string, string | string[] | undefined>>;

export default async function GuidelineSearchPage({ searchParams }: { readonly searchParams: Query }) {
  const view = await loadSearch(await searchParams);
  return (
    <>
      <UnusedParts text={view.unused} />
      <SearchPage {...view} />
    </>
  );
}
