import type { Metadata } from "next";
import { ClosingConfirmation } from "@/components/cycles/confirmation-pages";
import { loadClosing } from "@/lib/features/cycle-pages/confirmations/pages";

export const metadata: Metadata = { title: "回答を締め切る前の確認" };

export default async function ReviewPage({ params }: PageProps<"/operator/cycles/[cycleId]/review">) {
  const view = await loadClosing((await params).cycleId);
  return <ClosingConfirmation {...view} />;
}
