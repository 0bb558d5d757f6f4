import type { ReactNode } from "react";
import { PortalShell } from "@/components/shell/portal-shell";
import { PageMain } from "@/components/shell/shell-frame";
import { signOutAction } from "@/lib/features/shell/actions";
import { loadShell } from "@/lib/features/shell/loaders";

export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const shell = await loadShell();
  return (
    <PortalShell {...shell} signOut={signOutAction}>
      <PageMain>{children}</PageMain>
    </PortalShell>
  );
}
