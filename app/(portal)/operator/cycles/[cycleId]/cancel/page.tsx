import type { Metadata } from "next";
import { CancellingConfirmation } from "@/components/cycles/confirmation-pages";
import { loadCancelling } from "@/lib/features/cycle-pages/confirmations/pages";

export const metadata: Metadata = { title: "点検の回を取りやめる" };

export default async function CancelPage({ params }: PageProps<"/operator/cycles/[cycleId]/cancel">) {
  const view = await loadCancelling((await params).cycleId);
  return <CancellingConfirmation {...view} />;
}
