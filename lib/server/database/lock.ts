import "server-only";
import type { Transaction } from "@/lib/server/database/transaction";
import { Prisma } from "@/prisma/generated/client";

/**
 * The lock order of docs/design.md 9. People are locked by a name (`Named`), everything else by its rows. Between sheet and tally
 * come answers, which their sheet's lock protects; after them the audit trail, which is only added to.
 */
export const LOCK_ORDER = ["operator", "people", "plannedHandover", "cycle", "sheet", "tally"] as const;

/** The tables whose rows are locked, each with its alias in a statement that locks it. */
const ALIASES = { operator: "o", plannedHandover: "h", cycle: "c", sheet: "s", tally: "t" } as const satisfies Record<
  Exclude<(typeof LOCK_ORDER)[number], "people">,
  string
>;

/**
 * `share`: the row stays as it is, and others may hold it so too. `change`: this transaction alone may change it, not its key.
 * `exclusive`: nobody else may hold it, not even to refer to it.
 */
const STRENGTHS = { share: "FOR SHARE", change: "FOR NO KEY UPDATE", exclusive: "FOR UPDATE" } as const;

export type RowLocks = { readonly [Table in keyof typeof ALIASES]?: keyof typeof STRENGTHS };

/** In SQL: the end of a statement that locks the rows it selects, until the transaction ends; always in the lock order. */
export const rowLocks = (locks: RowLocks): Prisma.Sql =>
  Prisma.raw(
    LOCK_ORDER.flatMap((table) => {
      const strength = table === "people" ? undefined : locks[table];
      return table === "people" || strength === undefined ? [] : [`${STRENGTHS[strength]} OF ${ALIASES[table]}`];
    }).join(" "),
  );

/** What is locked by a name: there is no row for it, or none that everybody who waits for it may lock. */
export type Named =
  | { readonly of: "offices" }
  | { readonly of: "operators" }
  | { readonly of: "people"; readonly operatorId: string }
  | { readonly of: "acceptance"; readonly surveyId: string }
  | { readonly of: "versions"; readonly operatorId: string; readonly surveyId: string };

/** The name and the seed of its hash. Triggers and processes of other versions lock the same, so these stay as they are. */
function keyOf(named: Named): { readonly name: string; readonly seed: number } {
  switch (named.of) {
    case "offices":
      return { name: "offices", seed: 0 };
    case "operators":
      return { name: "operators", seed: 0 };
    case "people":
      return { name: `organisation ${named.operatorId}`, seed: 0 };
    case "acceptance":
      return { name: named.surveyId, seed: 7_120_605 };
    case "versions":
      return { name: `submission ${named.operatorId}${named.surveyId}`, seed: 0 };
  }
}

/** `exclusive`: alone. `share`: with others that share it. */
export type NamedStrength = "exclusive" | "share";

/** Waits for the name and holds it until the transaction ends. */
export async function lockNamed(transaction: Transaction, named: Named, strength: NamedStrength = "exclusive"): Promise<void> {
  const { name, seed } = keyOf(named);
  if (strength === "share") await transaction.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, ${seed}::bigint))`;
  else await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, ${seed}::bigint))`;
}
