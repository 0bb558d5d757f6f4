import type { Metadata } from "next";
import { ReviewSheet } from "@/components/review/review-sheet";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";

export const metadata: Metadata = { title: "点検票の確認" };

export default async function ReviewSheetPage({ params, searchParams }: PageProps<"/operator/sheets/[sheetId]">) {
  return <ReviewSheet {...(await loadReviewSheet((await params).sheetId, await searchParams))} />;
}
