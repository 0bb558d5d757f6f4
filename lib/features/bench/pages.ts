import "server-only";
import { notFound } from "next/navigation";
import { isBench, oneQuery } from "@/lib/features/bench/reference/queries";

/** The text of the bare page after its two queries; the page exists only in `npm run bench`. */
export async function loadBarePage(): Promise<string> {
  if (!isBench()) notFound();
  await oneQuery();
  await oneQuery();
  return "ok";
}

/** The response of the bare route after its one query. */
export async function loadBareRoute(): Promise<Response> {
  if (!isBench()) return new Response(null, { status: 404 });
  await oneQuery();
  return Response.json({ ok: true });
}
