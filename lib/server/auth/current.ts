import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { ownPath } from "@/lib/server/request/own-path";
import type { Visitor } from "@/lib/server/scope/scope";

/** The visitor of the page or action being served, looked up once per request; null when not signed in. */
export const currentVisitor = cache(async (): Promise<Visitor | null> => resolveVisitor(await headers(), new Date()));

/** The visitor, or a redirect to the sign-in page, which leads back to the requested page. */
export async function requireVisitor(): Promise<Visitor> {
  return (await currentVisitor()) ?? redirect(await signInHref());
}

async function signInHref(): Promise<"/login" | `/login?${string}`> {
  const place = ownPath((await headers()).get("x-place") ?? undefined);
  return place === null || place === "/" ? "/login" : `/login?${new URLSearchParams({ callbackUrl: place }).toString()}`;
}
