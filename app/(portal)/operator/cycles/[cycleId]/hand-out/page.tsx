import type { Metadata } from "next";
import { HandOut } from "@/components/cycles/hand-out";
import { loadHandOut } from "@/lib/features/cycles/plan/pages";

export const metadata: Metadata = { title: "配る点検票" };

export default async function HandOutPage({ params }: PageProps<"/operator/cycles/[cycleId]/hand-out">) {
  const view = await loadHandOut((await params).cycleId);
  return <HandOut {...view} />;
}
