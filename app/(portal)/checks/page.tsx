import type { Metadata } from "next";
import { MyChecks } from "@/components/checks/my-checks";
import { Notice } from "@/components/ui/notice";
import { loadChecks } from "@/lib/features/checks/loaders";

export const metadata: Metadata = { title: "点検票" };

export default async function ChecksPage({ searchParams }: PageProps<"/checks">) {
  const { notice } = await searchParams;
  const view = await loadChecks();
  return (
    <>
      {notice === "handed-in" && <Notice tone="done" role="status" title="提出しました。担当者が確認します。" />}
      <MyChecks {...view} />
    </>
  );
}
