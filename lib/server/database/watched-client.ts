import pg from "pg";
import type { Reach } from "@/lib/server/database/reach";

/** Limits of every connection of the web server. Beyond them PostgreSQL gives up by itself, and the request is told of an outage. */
const LIMITS = { lock_timeout: "3s", statement_timeout: "30s", idle_in_transaction_session_timeout: "30s" };
/** A named statement is planned once for each connection: planning anew for the values of each call takes longer than most statements do. */
const PLANNING = { plan_cache_mode: "force_generic_plan" };
/** Prisma writes and reads times without their zone: with any other, it and SQL that is written out would tell different times. */
const TIMES = { timezone: "UTC" };
const SET_UP = Object.entries({ ...LIMITS, ...PLANNING, ...TIMES })
  .map(([name, value]) => `SET ${name} = '${value}'`)
  .join("; ");

/** A frozen server keeps no limits. What it has not answered for so long is looked after. */
const CHECK_AFTER = 2_000;
/** No statement lives as long; whoever serves it is frozen, though others answer. */
const LONGEST = 40_000;

type Answer = Promise<unknown>;

/**
 * The class of a pool's connections. One query at a time: what Prisma sends side by side waits for its turn here, where
 * the driver's own queue is on its way out. A query that is slow is let be while the database answers others; where it answers
 * nobody, the connection is cut, so that whoever waits hears of it in seconds and nothing waits for ever.
 */
export function watchedClient({ suspect }: Pick<Reach, "suspect">): new (config?: pg.ClientConfig) => pg.Client {
  return class extends pg.Client {
    private last: Answer = Promise.resolve();
    private isSetUp = false;

    constructor(config?: pg.ClientConfig) {
      super(config);
      // What a connection lost is told by what waits for it; unheard, it would end the process.
      this.on("error", () => undefined);
    }

    /** With the driver's many signatures, of which the pool uses one (a callback at the end) and Prisma another (a promise). */
    override query(...given: unknown[]): never {
      const callback = typeof given.at(-1) === "function" ? (given.pop() as (error: unknown, result?: unknown) => void) : null;
      const answer = this.inTurn(async () => {
        if (!this.isSetUp) await this.watched(() => super.query(SET_UP));
        this.isSetUp = true;
        return this.watched(() => Reflect.apply(super.query, this, given) as Answer);
      });
      if (callback === null) return answer as never;
      answer.then((result) => {
        callback(null, result);
      }, callback);
      return undefined as never;
    }

    private async inTurn(send: () => Answer): Answer {
      const before = this.last;
      const answer = before.then(send);
      this.last = answer.catch(() => undefined);
      return answer;
    }

    private async watched(send: () => Answer): Answer {
      const began = Date.now();
      let answered = false;
      const check = async (): Promise<void> => {
        const lost = Date.now() - began > LONGEST || (await suspect());
        if (answered) return;
        if (lost)
          void this.end().catch(() => undefined); // with a query under way this cuts the connection
        else timer = setTimeout(() => void check(), CHECK_AFTER);
      };
      let timer = setTimeout(() => void check(), CHECK_AFTER);
      try {
        return await send();
      } finally {
        answered = true;
        clearTimeout(timer);
      }
    }
  };
}
