import type { Metadata } from "next";
import { WithdrawingMany } from "@/components/cycles/withdrawing-many";
import { loadWithdrawing } from "@/lib/features/cycle-pages/withdrawing/pages";

export const metadata: Metadata = { title: "点検票をまとめて取り下げる" };

export default async function WithdrawPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/withdraw">) {
  return <WithdrawingMany {...(await loadWithdrawing((await params).cycleId, await searchParams))} />;
}
