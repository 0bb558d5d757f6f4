import type { ReactNode } from "react";
import { PortalShell } from "@/components/shell/portal-shell";
import { signOutAction } from "@/lib/features/shell/actions";
import { loadShell } from "@/lib/features/shell/pages";

/** The pages of the checklist bring their own `<main>`, because they have columns beside it. */
export default async function ChecklistLayout({ children }: { readonly children: ReactNode }) {
  const shell = await loadShell();
  return (
    <PortalShell {...shell} signOut={signOutAction}>
      {children}
    </PortalShell>
  );
}
