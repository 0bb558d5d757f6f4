import type { Metadata } from "next";
import { SecurityPage } from "@/components/records/security-page";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadPlatformSecurity } from "@/lib/features/admin/security/pages";

export const metadata: Metadata = { title: "サインインなどの失敗" };

export default async function SecurityRoute({ searchParams }: PageProps<"/admin/security">) {
  return (
    <Unhydrated>
      <SecurityPage {...(await loadPlatformSecurity(await searchParams))} />
    </Unhydrated>
  );
}
