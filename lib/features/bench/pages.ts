import "server-only";
import { notFound } from "next/navigation";
import { isBench, oneQuery } from "@/lib/features/bench/queries";

/** What the bare page shows after its two queries; there is no such page outside of `npm run bench`. */
export async function loadBarePage(): Promise<string> {
  if (!isBench()) notFound();
  await oneQuery();
  await oneQuery();
  return "ok";
}

/** The bare route's answer after its one query. */
export async function loadBareRoute(): Promise<Response> {
  if (!isBench()) return new Response(null, { status: 404 });
  await oneQuery();
  return Response.json({ ok: true });
}
