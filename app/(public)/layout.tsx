import type { ReactNode } from "react";
import { PageMain, ShellFrame } from "@/components/shell/shell-frame";
import { serverEnvironment } from "@/lib/server/environment/server-environment";

export default function PublicLayout({ children }: { readonly children: ReactNode }) {
  return (
    <ShellFrame person={null} navigation={[]} demo={serverEnvironment().demo} homeHref="/login">
      <PageMain>{children}</PageMain>
    </ShellFrame>
  );
}
