import type { Metadata } from "next";
import { MyChecks } from "@/components/checks/my-checks";
import { DoneNotice } from "@/components/shell/done-notice";
import { loadChecks } from "@/lib/features/checks/loaders";

export const metadata: Metadata = { title: "点検票" };

export default async function ChecksPage({ searchParams }: PageProps<"/checks">) {
  const { notice } = await searchParams;
  const view = await loadChecks();
  return (
    <>
      <DoneNotice notice={notice} />
      <MyChecks {...view} />
    </>
  );
}
