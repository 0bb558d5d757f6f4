import type { Metadata } from "next";
import { ReviewSheet } from "@/components/review/review-sheet";
import { UnusedParts } from "@/components/shell/unused-parts";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";

export const metadata: Metadata = { title: "点検票の確認" };

export default async function ReviewSheetPage({ params, searchParams }: PageProps<"/operator/sheets/[sheetId]">) {
  const view = await loadReviewSheet((await params).sheetId, await searchParams);
  return (
    <>
      <UnusedParts text={view.unused} />
      <ReviewSheet {...view} />
    </>
  );
}
