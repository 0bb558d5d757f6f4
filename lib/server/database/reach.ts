import { type Pulse, shared } from "@/lib/server/database/pulse";

/** Pause between checks while the database is unreachable. */
const ASK_AGAIN = 500;

/** What this process knows about whether the database is reachable. */
export interface Reach {
  /**
   * Runs the work, or rejects with `Unreachable` as soon as the database is known to be unreachable. So the waits of one
   * request do not add up, and no other request waits for what one has already found out.
   */
  orLost<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Checks the database after a query that got no response. True: it is unreachable. */
  suspect(): Promise<boolean>;
}

/** The database answers nobody. Recognised by its kind, which is the driver adapter's name for it (`lib/server/outage/unavailable.ts`). */
class Unreachable extends Error {
  override readonly name = "Unreachable";
  readonly kind = "DatabaseNotReachable";
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());

/** Runs one check at a time, whichever query suspected an outage; while the database is unreachable, only this loop waits for its return. */
export function watchReach(pulse: () => Promise<Pulse>): Reach {
  let away = false;
  const waiting = new Set<(reason: Error) => void>();

  async function awaitReturn(): Promise<void> {
    do await pause(ASK_AGAIN);
    while ((await pulse()) === "silent");
    away = false;
  }

  const suspect = shared(async (): Promise<boolean> => {
    if (away) return true;
    // Twice in a row, because one silence may be a busy machine.
    if ((await pulse()) !== "silent" || (await pulse()) !== "silent") return false;
    away = true;
    for (const reject of waiting) reject(new Unreachable("the database does not answer"));
    void awaitReturn();
    return true;
  });

  return {
    suspect,
    // A race with a promise that never settles would keep every request in memory.
    orLost: (work) =>
      new Promise((resolve, reject) => {
        if (away) {
          reject(new Unreachable("the database is known to be away"));
          return;
        }
        waiting.add(reject);
        void work()
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
  };
}
