import type { ReactNode } from "react";

/** A text that somebody entered: its direction and its marks do not change what stands around it. */
export function UserText({ children }: { readonly children: ReactNode }) {
  return <bdi>{children}</bdi>;
}
