import type { Metadata } from "next";
import { DoneNotice } from "@/components/shell/done-notice";
import { StaffingPage } from "@/components/staffing/staffing-page";
import { loadStaffing } from "@/lib/features/staffing/pages";

export const metadata: Metadata = { title: "人の変更と空席" };

export default async function StaffingRoute({ searchParams }: PageProps<"/operator/staffing">) {
  const { notice } = await searchParams;
  return (
    <>
      <DoneNotice notice={notice} />
      <StaffingPage {...(await loadStaffing())} />
    </>
  );
}
