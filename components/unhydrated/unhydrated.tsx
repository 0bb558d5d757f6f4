import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Markup } from "./markup";
import { keepWaiting } from "./waiting";

/**
 * A part of a page that never changes in the browser: its HTML is sent, but not a second time as React's data, and React does
 * not walk through it when the page starts (docs/decisions/0038). What follows an action gets React's data instead, since it
 * has no document. `children`: at least one element; no client component, hook or server action in them.
 */
export async function Unhydrated({ children }: { readonly children: ReactNode }) {
  const document = (await headers()).get("x-document") === "yes";
  return document ? <Markup part={keepWaiting(children)} /> : <div className="contents">{children}</div>;
}
