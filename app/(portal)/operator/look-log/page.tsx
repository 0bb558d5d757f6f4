import type { Metadata } from "next";
import { AccessLogPage } from "@/components/records/access-log-page";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadAccessLog } from "@/lib/features/admin/audit/pages";

export const metadata: Metadata = { title: "省庁の閲覧記録" };

export default async function AccessLogRoute({ searchParams }: PageProps<"/operator/look-log">) {
  const { page } = await searchParams;
  return (
    <Unhydrated>
      <AccessLogPage {...(await loadAccessLog(page))} />
    </Unhydrated>
  );
}
