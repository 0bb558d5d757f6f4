import "server-only";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { inSnapshot, type Transaction } from "@/lib/server/database/client";
import { reportFailure } from "@/lib/server/log/failure";
import type { Scope } from "@/lib/server/scope/scope";
import { Streamed } from "@/lib/server/use-cases/operation";

/** Each holds a connection while it lasts; all others have the rest. */
const AT_ONCE = 2;
/** Milliseconds. Who reads more slowly gets a part, and sees that it is one: the connection breaks. */
const LONGEST = 120_000;

/** On the global object: the build bundles this module more than once. */
const kept = globalThis as { portalStreams?: { running: number } };
const streams = (): { running: number } => (kept.portalStreams ??= { running: 0 });

const BUSY = refusal("busy", "大きな書き出しは、同時に二つまでです。ほかの書き出しが終わってから、もう一度試してください。");

type Write = (transaction: Transaction) => AsyncIterable<string>;

async function pump(scope: Scope, write: Write, writable: WritableStream<Uint8Array>): Promise<void> {
  const writer = writable.getWriter();
  const late = setTimeout(() => void writer.abort(new Error("the answer was not read in time")), LONGEST);
  try {
    await inSnapshot(scope, async (transaction) => {
      const encoder = new TextEncoder();
      for await (const piece of write(transaction)) {
        await writer.ready;
        await writer.write(encoder.encode(piece));
      }
    });
    await writer.close();
  } catch (error) {
    // The reader who went away caused it; for anybody else the answer breaks off, so that a part never looks whole.
    await writer.abort(error).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/**
 * JSON that is written while it is read from the database: memory does not grow with its length, and its first bytes come at
 * once. `write` gives pieces of text that joined are the answer; it reads in a transaction of its own, which sees one state of
 * the database. Refused: `busy` while two are under way.
 */
export function streamed(scope: Scope, write: Write): Result<Streamed, Refusal> {
  if (streams().running >= AT_ONCE) return refused(BUSY);
  streams().running += 1;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  let isGone = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel(reason) {
      isGone = true;
      return reader.cancel(reason);
    },
  });
  const reader = readable.getReader();
  void pump(scope, write, writable)
    .catch((error: unknown) => {
      if (!isGone) reportFailure("an answer broke off", error);
    })
    .finally(() => {
      streams().running -= 1;
    });
  return granted(new Streamed(body));
}
