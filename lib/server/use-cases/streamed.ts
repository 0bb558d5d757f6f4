import "server-only";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { inSnapshot, type Transaction } from "@/lib/server/database/client";
import { reportFailure } from "@/lib/server/log/failure";
import { ofProcess } from "@/lib/server/process/of-process";
import type { Scope } from "@/lib/server/scope/scope";
import { type FileBody, Streamed } from "@/lib/server/use-cases/operation";

/** Streams at once; each holds a database connection while it lasts. */
const AT_ONCE = 2;
/** Milliseconds. A reader who is slower gets a part and can see that: the connection breaks. */
const LONGEST = 120_000;
/** Milliseconds after which the database ends a stream that should have ended itself. */
const MARGIN = 10_000;

const streams = ofProcess("streams", () => ({ running: 0 }));

const BUSY = refusal("busy", "大きな書き出しは、同時に二つまでです。ほかの書き出しが終わってから、もう一度試してください。");

type Write = (transaction: Transaction) => AsyncIterable<string>;

/** Lets pieces through at the reader's pace: `wait` resolves when there is room for the next and rejects once the reader is gone. */
class Gate {
  #open: (() => void) | null = null;
  #fail: ((reason: unknown) => void) | null = null;
  #over: { readonly reason: unknown } | null = null;

  wait(hasRoom: boolean): Promise<void> {
    if (this.#over) return Promise.reject(this.#over.reason as Error);
    if (hasRoom) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#open = resolve;
      this.#fail = reject;
    });
  }

  pull(): void {
    this.#open?.();
  }

  end(reason: unknown): void {
    this.#over ??= { reason };
    this.#fail?.(reason);
  }
}

interface Limits {
  /** The type and name of a file; JSON otherwise. */
  readonly file?: Omit<FileBody, "file">;
  readonly longest?: number;
}

/**
 * JSON or a file that is written while it is read from the database, so that memory does not grow with its length and its first bytes
 * arrive at once. `write` yields pieces of text that together make the response; it reads in its own transaction, which sees
 * one snapshot. Refused with `busy` while two streams are running. It takes its place at once, begins when `deciding` has
 * committed, the transaction that allows it, and gives the place back if that is rolled back or tried again.
 */
export function streamed(deciding: Transaction, scope: Scope, write: Write, { file, longest = LONGEST }: Limits = {}): Result<Streamed, typeof BUSY> {
  if (streams().running >= AT_ONCE) return refused(BUSY);
  streams().running += 1;
  const gate = new Gate();
  const encoder = new TextEncoder();
  let isGone = false;
  const late = setTimeout(() => {
    gate.end(new Error("the answer was not read in time"));
  }, longest);
  const free = (): void => {
    clearTimeout(late);
    streams().running -= 1;
  };
  let begin = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(control) {
      const pump = async (transaction: Transaction): Promise<void> => {
        for await (const piece of write(transaction)) {
          await gate.wait((control.desiredSize ?? 0) > 0);
          control.enqueue(encoder.encode(piece));
        }
      };
      begin = () =>
        void inSnapshot(scope, longest + MARGIN, pump)
          .then(
            () => {
              if (!isGone) control.close();
            },
            (error: unknown) => {
              // If the reader is still there, break off the response, so that a part never looks complete.
              control.error(error);
              if (!isGone) reportFailure("an answer broke off", error);
            },
          )
          .finally(free);
    },
    pull() {
      gate.pull();
    },
    cancel() {
      isGone = true;
      gate.end(new Error("nobody reads the answer any more"));
    },
  });
  deciding.$whenOver({ committed: begin, rolledBack: free });
  return granted(new Streamed(body, file));
}
