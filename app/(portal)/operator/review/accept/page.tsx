import type { Metadata } from "next";
import { Accepting } from "@/components/review/accepting";
import { loadAccepting } from "@/lib/features/sheets/review-list/pages";

export const metadata: Metadata = { title: "受理の前の確認" };

export default async function AcceptPage({ searchParams }: PageProps<"/operator/review/accept">) {
  return <Accepting {...(await loadAccepting(await searchParams))} />;
}
