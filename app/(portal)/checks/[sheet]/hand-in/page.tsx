import type { Metadata } from "next";
import { HandInConfirmation } from "@/components/hand-in/hand-in-confirmation";
import { loadHandIn } from "@/lib/features/sheets/hand-in/pages";

export const metadata: Metadata = { title: "提出前の確認" };

export default async function HandInPage({ params }: PageProps<"/checks/[sheet]/hand-in">) {
  return <HandInConfirmation {...(await loadHandIn((await params).sheet))} />;
}
