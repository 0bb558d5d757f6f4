import type { Metadata } from "next";
import { TakingBack } from "@/components/hand-in/taking-back";
import { loadTakingBack } from "@/lib/features/sheets/taking-back/pages";

export const metadata: Metadata = { title: "提出を取り消す" };

export default async function TakeBackPage({ params }: PageProps<"/checks/[sheet]/take-back">) {
  return <TakingBack {...(await loadTakingBack((await params).sheet))} />;
}
