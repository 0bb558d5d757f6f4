import type { ReactNode } from "react";
import { AccountNotices } from "@/components/account/account-notices";
import { PortalShell } from "@/components/shell/portal-shell";
import { PageMain } from "@/components/shell/shell-frame";
import { loadNotices } from "@/lib/features/accounts/notices/pages";
import { signOutAction } from "@/lib/features/shell/actions";
import { loadShell } from "@/lib/features/shell/pages";

export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const shell = await loadShell();
  return (
    <PortalShell {...shell} signOut={signOutAction}>
      <PageMain>
        <AccountNotices {...(await loadNotices())} />
        {children}
      </PageMain>
    </PortalShell>
  );
}
