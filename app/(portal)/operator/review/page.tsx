import type { Metadata } from "next";
import { ReviewList } from "@/components/review/review-list";
import { loadReviewList } from "@/lib/features/review/loaders";

export const metadata: Metadata = { title: "確認する点検票" };

export default async function ReviewPage() {
  return <ReviewList {...await loadReviewList()} />;
}
