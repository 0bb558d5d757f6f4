import type { ReactNode } from "react";
import { AccountNotices } from "@/components/account/account-notices";
import { PortalShell } from "@/components/shell/portal-shell";
import { PageMain } from "@/components/shell/shell-frame";
import { loadNotices } from "@/lib/features/account/notice-loaders";
import { signOutAction } from "@/lib/features/shell/actions";
import { loadShell } from "@/lib/features/shell/loaders";

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
