import pg from "pg";
import type { Reach } from "@/lib/server/database/reach";
import { reportIfSlow } from "@/lib/server/database/slow-statement";

/** Limits of every connection of the web server. PostgreSQL gives up beyond them, and the request reports an outage. */
const LIMITS = { lock_timeout: "3s", statement_timeout: "30s", idle_in_transaction_session_timeout: "30s" };
/** Plans a named statement once per connection: planning again for each call takes longer than most statements do. */
const PLANNING = { plan_cache_mode: "force_generic_plan" };
/** Prisma writes and reads times without their zone; any zone but UTC would make hand-written SQL disagree with it. */
const TIMES = { timezone: "UTC" };
const SET_UP = Object.entries({ ...LIMITS, ...PLANNING, ...TIMES })
  .map(([name, value]) => `SET ${name} = '${value}'`)
  .join("; ");

/** A frozen server enforces no limits, so a query without a response after this time triggers a check. */
const CHECK_AFTER = 2_000;
/** No statement may take this long once it is its turn; the server that runs it is frozen, even if it answers others. */
const LONGEST = 40_000;

type Answer = Promise<unknown>;

/**
 * The class of a pool's connections. What is asked at once is sent at once and answered in turn (the driver's pipeline). A slow
 * query continues while the database answers others; if it answers nobody, the connection is dropped, so that callers get an
 * error within seconds.
 */
export function watchedClient({ suspect }: Pick<Reach, "suspect">): new (config?: pg.ClientConfig) => pg.Client {
  return class extends pg.Client {
    private setUp: Answer | null = null;
    /** When the last statement was answered: then it is the next one's turn. */
    private lastAnswer = 0;

    constructor(config?: pg.ClientConfig) {
      super({ ...config, pipeline: true });
      // The pending query reports the lost connection; without a listener, the error would end the process.
      this.on("error", () => undefined);
    }

    /** Accepts the driver's signatures: the pool uses a callback at the end, Prisma a promise. */
    override query(...given: unknown[]): never {
      const callback = typeof given.at(-1) === "function" ? (given.pop() as (error: unknown, result?: unknown) => void) : null;
      const answer = this.send(given);
      if (callback === null) return answer as never;
      answer.then((result) => {
        callback(null, result);
      }, callback);
      return undefined as never;
    }

    private async send(given: unknown[]): Answer {
      await (this.setUp ??= this.beginSetUp());
      return this.watched(given);
    }

    /** Should it fail, what is asked next tries again: the connection is as good as before, and without limits nothing runs on it. */
    private async beginSetUp(): Answer {
      try {
        return await this.watched([SET_UP]);
      } catch (error) {
        this.setUp = null;
        throw error;
      }
    }

    private async watched(given: unknown[]): Answer {
      const sent = Date.now();
      const duration = (): number => Date.now() - Math.max(sent, this.lastAnswer);
      let answered = false;
      const check = async (): Promise<void> => {
        const lost = duration() > LONGEST || (await suspect());
        if (answered) return;
        if (lost)
          this.connection.stream.destroy(); // `end` would wait for what is under way
        else timer = setTimeout(() => void check(), CHECK_AFTER);
      };
      let timer = setTimeout(() => void check(), CHECK_AFTER);
      try {
        const result = await (Reflect.apply(super.query, this, given) as Answer);
        reportIfSlow(given[0], duration());
        return result;
      } catch (error) {
        if (error instanceof pg.DatabaseError) reportIfSlow(given[0], duration()); // else nobody answered: that is an outage
        throw error;
      } finally {
        answered = true;
        clearTimeout(timer);
        this.lastAnswer = Date.now();
      }
    }
  };
}
