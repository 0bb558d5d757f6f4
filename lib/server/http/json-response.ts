/**
 * A value as JSON. Its length goes to `lib/server/serving/serve.mjs` under this name, because Next drops `content-length`; a
 * short response is then sent as it is, otherwise each would get a compressor of its own.
 */
export function jsonResponse(value: unknown, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const text = JSON.stringify(value);
  const described = { "content-type": "application/json", "x-body-length": String(Buffer.byteLength(text)), "cache-control": "no-store" };
  return new Response(text, { status, headers: { ...described, ...headers } });
}
