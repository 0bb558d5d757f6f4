import type { Metadata } from "next";
import { StaffingPage } from "@/components/staffing/staffing-page";
import { loadStaffing } from "@/lib/features/staffing/pages";

export const metadata: Metadata = { title: "人の変更と空席" };

export default async function StaffingRoute() {
  return <StaffingPage {...(await loadStaffing())} />;
}
