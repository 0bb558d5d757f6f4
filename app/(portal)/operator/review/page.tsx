import type { Metadata } from "next";
import { ReviewList } from "@/components/review/review-list";
import { DoneNotice } from "@/components/shell/done-notice";
import { loadReviewList } from "@/lib/features/sheets/review-list/pages";

export const metadata: Metadata = { title: "点検票の確認" };

export default async function ReviewPage({ searchParams }: PageProps<"/operator/review">) {
  const asked = await searchParams;
  const view = await loadReviewList(asked);
  return (
    <>
      <DoneNotice notice={asked.notice} />
      <ReviewList {...view} />
    </>
  );
}
