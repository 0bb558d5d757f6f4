import type { Metadata } from "next";
import { SheetAssignment } from "@/components/assignment/sheet-assignment";
import { DoneNotice } from "@/components/shell/done-notice";
import { loadAssignment } from "@/lib/features/staffing/assignment/pages";

export const metadata: Metadata = { title: "担当と取下げ" };

export default async function AssignmentPage({ params, searchParams }: PageProps<"/operator/sheets/[sheetId]/assignment">) {
  const asked = await searchParams;
  return (
    <>
      <DoneNotice notice={asked["notice"]} />
      <SheetAssignment {...(await loadAssignment((await params).sheetId, asked))} />
    </>
  );
}
