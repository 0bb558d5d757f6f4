import type { ReactNode } from "react";
import { PageMain, ShellFrame } from "@/components/shell/shell-frame";
import { loadPublicShell } from "@/lib/features/shell/pages";

export default async function PublicLayout({ children }: { readonly children: ReactNode }) {
  return (
    <ShellFrame {...(await loadPublicShell())}>
      <PageMain>{children}</PageMain>
    </ShellFrame>
  );
}
