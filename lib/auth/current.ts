import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Visitor } from "@/lib/auth/scope";
import { resolveVisitor } from "@/lib/auth/visitor";

/** The visitor of the page or action being served, looked up once per request; null when not signed in. */
export const currentVisitor = cache(async (): Promise<Visitor | null> => resolveVisitor(await headers(), new Date()));

/** The visitor, or the sign-in page. */
export async function requireVisitor(): Promise<Visitor> {
  return (await currentVisitor()) ?? redirect("/login");
}
