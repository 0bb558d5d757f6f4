import type { Metadata } from "next";
import { MySheets } from "@/components/my-sheets/my-sheets";
import { DoneNotice } from "@/components/shell/done-notice";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadChecks } from "@/lib/features/sheets/mine/pages";

export const metadata: Metadata = { title: "点検票" };

export default async function ChecksPage({ searchParams }: PageProps<"/checks">) {
  const { handedIn, notice } = await searchParams;
  return (
    <Unhydrated>
      <DoneNotice notice={notice} />
      <MySheets {...(await loadChecks(typeof handedIn === "string" ? handedIn : undefined))} />
    </Unhydrated>
  );
}
