import { type Pulse, shared } from "@/lib/server/database/pulse";

/** While the database is away it is asked so long after each silence. */
const ASK_AGAIN = 500;

/** What this process knows of whether the database can be reached. */
export interface Reach {
  /**
   * Does the work, unless the database is known to be away: then, or as soon as it becomes known, it rejects with
   * `Unreachable`, so that waits of one request do not add up and nobody waits for what the first one has found out.
   */
  orLost<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Asks the database, because something that was asked of it got no answer. True: it is away. */
  suspect(): Promise<boolean>;
}

/** The database answers nobody. Known by its kind, which is the driver adapter's word for it (`lib/server/outage/unavailable.ts`). */
class Unreachable extends Error {
  override readonly name = "Unreachable";
  readonly kind = "DatabaseNotReachable";
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());

/** One question at a time goes to the database, whoever suspects it; while it is away this alone waits for its return. */
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
    // Two times in a row: one alone may have met a busy machine.
    if ((await pulse()) !== "silent" || (await pulse()) !== "silent") return false;
    away = true;
    for (const reject of waiting) reject(new Unreachable("the database does not answer"));
    void awaitReturn();
    return true;
  });

  return {
    suspect,
    // A race with a promise that lives for ever would keep every request.
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
