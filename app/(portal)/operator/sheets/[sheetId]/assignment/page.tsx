import type { Metadata } from "next";
import { SheetAssignment } from "@/components/assignment/sheet-assignment";
import { loadAssignment } from "@/lib/features/sheets/assignment/pages";

export const metadata: Metadata = { title: "担当と取下げ" };

export default async function AssignmentPage({ params, searchParams }: PageProps<"/operator/sheets/[sheetId]/assignment">) {
  const { q } = await searchParams;
  return <SheetAssignment {...(await loadAssignment((await params).sheetId, typeof q === "string" ? q : ""))} />;
}
