import "server-only";
import type { z } from "zod";
import type { Capacities, Target } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type AuditedAction, auditedTransaction } from "@/lib/server/audit/audited-transaction";
import type { Visitor } from "@/lib/server/scope/scope";
import type { On } from "@/lib/server/use-cases/use-case";

/** Enters the scope in which the work is done. A missing right or subject is refused in the visitor's own scope. */
export const enter = <Params extends z.ZodObject>(
  { target, scope }: NonNullable<On<Params, unknown>["enters"]>,
  visitor: Visitor,
  params: z.output<Params>,
  audited: AuditedAction,
  now: Date,
  decideOn: (targets: readonly Target[]) => Result<Capacities, Refusal>,
): Promise<Result<Visitor, Refusal>> =>
  auditedTransaction("reading", visitor, audited, now, async (transaction) => {
    const decision = decideOn([target]);
    if (!decision.ok) return decision;
    const entered = await scope(transaction, params, { visitor, now });
    return entered ? granted({ ...visitor, scope: entered }) : refused(NOT_FOUND);
  });
