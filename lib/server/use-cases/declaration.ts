import type { z } from "zod";
import type { Action } from "@/lib/domain/access/permission";
import type { Operation } from "@/lib/server/use-cases/operation";
import type { PeopleLock } from "@/lib/server/use-cases/people-lock";
import type { TakesOut } from "@/lib/server/use-cases/takes-out";

/** How the action can be undone: by another use case, by a number or date that is confirmed beforehand, or why neither is needed. */
export type WayBack = { readonly by: string } | { readonly confirmed: string } | { readonly none: string };

/** The static description of a use case. */
export interface Declaration {
  /** `reading`: what a page reads for another use case, whose name it carries. */
  readonly kind: "command" | "query" | "reading";
  readonly name: string;
  readonly may: Action;
  readonly wayBack: WayBack | null;
  readonly audit: "row" | "history" | "refusals";
  /** Null for a change. */
  readonly takesOut: TakesOut<never, never> | null;
  /** Whether all that it reads is of one moment. */
  readonly oneSnapshot: boolean;
  /** How it locks the operator's people; null if it does not. */
  readonly people: PeopleLock | null;
  /** Null if the API does not offer it. */
  readonly operation: Operation | null;
  readonly params: z.ZodObject;
  readonly input: z.ZodObject;
}
