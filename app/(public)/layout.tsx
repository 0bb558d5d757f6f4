import type { ReactNode } from "react";
import { PageMain, PortalShell } from "@/components/shell/portal-shell";
import { serverEnvironment } from "@/lib/server-environment";

export default function PublicLayout({ children }: { readonly children: ReactNode }) {
  return (
    <PortalShell person={null} navigation={[]} demo={serverEnvironment().demo} homeHref="/login">
      <PageMain>{children}</PageMain>
    </PortalShell>
  );
}
