import type { Metadata } from "next";
import { SecurityPage } from "@/components/records/security-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadPlatformSecurity } from "@/lib/features/admin/security/pages";

export const metadata: Metadata = { title: "サインインなどの失敗" };

export default async function SecurityRoute({ searchParams }: PageProps<"/admin/security">) {
  const view = await loadPlatformSecurity(await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <SecurityPage {...view} />
    </Unhydrated>
  );
}
