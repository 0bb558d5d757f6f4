import type { Metadata } from "next";
import { SecurityPage } from "@/components/records/security-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadOperatorSecurity } from "@/lib/features/admin/security/pages";

export const metadata: Metadata = { title: "サインインなどの失敗" };

export default async function SecurityRoute({ searchParams }: PageProps<"/operator/security">) {
  const view = await loadOperatorSecurity(await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <SecurityPage {...view} />
    </Unhydrated>
  );
}
