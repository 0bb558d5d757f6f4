import "server-only";
import type { Transaction } from "@/lib/server/database/transaction";
import { Prisma } from "@/prisma/generated/client";

/**
 * The tables whose rows are locked, in the lock order of docs/design.md 9, each with its alias in a statement that locks it.
 * Between sheet and tally come answers, which their sheet's lock protects; after them the audit trail, which is only added to.
 */
const ALIASES = { operator: "o", plannedHandover: "h", cycle: "c", sheet: "s", tally: "t" } as const;

/**
 * `share`: the row stays as it is, and others may hold it so too. `change`: this transaction alone may change it, not its key.
 * `exclusive`: nobody else may hold it, not even to refer to it.
 */
const STRENGTHS = { share: "FOR SHARE", change: "FOR NO KEY UPDATE", exclusive: "FOR UPDATE" } as const;

export type RowLocks = { readonly [Table in keyof typeof ALIASES]?: keyof typeof STRENGTHS };

/** In SQL: the end of a statement that locks the rows it selects, until the transaction ends; always in the lock order. */
export const rowLocks = (locks: RowLocks): Prisma.Sql =>
  Prisma.raw(
    (Object.keys(ALIASES) as (keyof typeof ALIASES)[])
      .flatMap((table) => {
        const strength = locks[table];
        return strength ? [`${STRENGTHS[strength]} OF ${ALIASES[table]}`] : [];
      })
      .join(" "),
  );

/** What is locked by a name: there is no row for it, or none that everybody who waits for it may lock. */
export type Named =
  | { readonly of: "offices" }
  | { readonly of: "operators" }
  | { readonly of: "organisation"; readonly operatorId: string }
  | { readonly of: "acceptance"; readonly surveyId: string }
  | { readonly of: "versions"; readonly operatorId: string; readonly surveyId: string };

/** The name and the seed of its hash. Triggers and processes of other versions lock the same, so these stay as they are. */
function keyOf(named: Named): { readonly name: string; readonly seed: number } {
  switch (named.of) {
    case "offices":
      return { name: "offices", seed: 0 };
    case "operators":
      return { name: "operators", seed: 0 };
    case "organisation":
      return { name: `organisation ${named.operatorId}`, seed: 0 };
    case "acceptance":
      return { name: named.surveyId, seed: 7_120_605 };
    case "versions":
      return { name: `submission ${named.operatorId}${named.surveyId}`, seed: 0 };
  }
}

/** Waits for the name and holds it until the transaction ends: alone, or with others that share it. */
export async function lockNamed(transaction: Transaction, named: Named, strength: "exclusive" | "share" = "exclusive"): Promise<void> {
  const { name, seed } = keyOf(named);
  if (strength === "share") await transaction.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, ${seed}::bigint))`;
  else await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, ${seed}::bigint))`;
}
