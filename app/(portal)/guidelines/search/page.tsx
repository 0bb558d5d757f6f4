import type { Metadata } from "next";
import { SearchPage } from "@/components/guidelines/search-page";
import { loadSearch } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "ガイドラインを探す" };

type Query = Promise<Record<string, string | string[] | undefined>>;

export default async function GuidelineSearchPage({ searchParams }: { readonly searchParams: Query }) {
  const view = await loadSearch(await searchParams);
  return <SearchPage {...view} />;
}
