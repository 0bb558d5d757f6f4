import type { Metadata } from "next";
import { AuditPage } from "@/components/records/audit-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadPlatformAudit } from "@/lib/features/admin/audit/pages";

export const metadata: Metadata = { title: "操作の記録" };

export default async function AuditRoute({ searchParams }: PageProps<"/admin/audit">) {
  const view = await loadPlatformAudit(await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <AuditPage {...view} />
    </Unhydrated>
  );
}
