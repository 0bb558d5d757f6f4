import type { Metadata } from "next";
import { OwnHandovers } from "@/components/handover/planned-handovers";
import { MySheets } from "@/components/my-sheets/my-sheets";
import { DoneNotice } from "@/components/shell/done-notice";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadOwnHandovers } from "@/lib/features/handover/plans/pages";
import { loadMySheets } from "@/lib/features/sheets/mine/pages";

export const metadata: Metadata = { title: "点検票" };

export default async function ChecksPage({ searchParams }: PageProps<"/checks">) {
  const { handedIn, notice } = await searchParams;
  return (
    <Unhydrated>
      <DoneNotice notice={notice} />
      <OwnHandovers {...(await loadOwnHandovers())} />
      <MySheets {...(await loadMySheets(typeof handedIn === "string" ? handedIn : undefined))} />
    </Unhydrated>
  );
}
