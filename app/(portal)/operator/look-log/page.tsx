import type { Metadata } from "next";
import { LookLogPage } from "@/components/records/access-log-page";
import { loadLookLog } from "@/lib/features/admin/audit/pages";

export const metadata: Metadata = { title: "省庁の閲覧記録" };

export default async function LookLogRoute({ searchParams }: PageProps<"/operator/look-log">) {
  const { page } = await searchParams;
  return <LookLogPage {...(await loadLookLog(page))} />;
}
