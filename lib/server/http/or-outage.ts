import { RETRY_AFTER } from "@/lib/server/http/problem";
import { isOutage, outageRefusal } from "@/lib/server/outage/unavailable";

/** For routes that a form without scripts leads to: an outage becomes a response with a message, where Next would send an empty page. */
export async function orOutage(work: Promise<Response>): Promise<Response> {
  try {
    return await work;
  } catch (error) {
    if (!isOutage(error)) throw error;
    const text = `${outageRefusal(error).detail}\n前の画面に戻ると、入力したものが残っています。\n`;
    const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "retry-after": RETRY_AFTER };
    return new Response(text, { status: 503, headers });
  }
}
