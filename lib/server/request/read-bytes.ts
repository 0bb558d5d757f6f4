import { granted, type Result, refused } from "@/lib/domain/shared/result";

/**
 * Reads the body of a request, at most `limit` bytes. Of a larger body, up to `takenIn` bytes are still read and discarded,
 * because clients read the response only after sending. Refused with the size read so far.
 */
export async function readBytes({ body }: Request, limit: number, takenIn: number): Promise<Result<Uint8Array, number>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  while (reader && size <= takenIn) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size <= limit) parts.push(value);
  }
  if (size <= limit) return granted(new Uint8Array(Buffer.concat(parts)));
  if (size > takenIn) await reader?.cancel();
  return refused(size);
}
