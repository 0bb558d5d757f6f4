import "server-only";
import { z } from "zod";
import { granted } from "@/lib/domain/shared/result";
import { readCandidates } from "@/lib/features/handover/candidates/queries";
import { askedIn, only, type Query } from "@/lib/features/handover/choices/parts";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { type PlannedHandover, planHandover } from "@/lib/features/handover/planning/queries";
import { type HandoverBody, handoverBody } from "@/lib/features/handover/record/schema";
import type { ChoiceView, HandoverView } from "@/lib/features/handover/record/view";
import { somebody } from "@/lib/features/organisation/people/record";
import type { Person } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { reading } from "@/lib/server/use-cases/use-case";

/** What the page of a handover shows. */
export interface FoundHandover {
  readonly person: Person;
  readonly departments: readonly ChoiceView[];
  readonly candidates: readonly ChoiceView[];
  readonly body: HandoverBody | null;
  readonly planned: PlannedHandover | null;
  readonly problem: HandoverView["problem"];
}

const TO_CHOOSE = { message: "移る先の部署を選んでください。", details: [] } as const;

type Subject = Person & { readonly operatorId: string };

/** The plan of what the address asks for; where that cannot be taken, why, with the plan of the defaults if there is one. */
async function planOf(transaction: Transaction, person: Subject, query: Query, now: Date): Promise<Pick<FoundHandover, "body" | "planned" | "problem">> {
  const parsed = handoverBody.safeParse(askedIn(query, person));
  if (!parsed.success)
    return { body: null, planned: null, problem: { message: "選んだ内容を確かめてください。", details: parsed.error.issues.map(({ message }) => message) } };
  if (parsed.data.event === "move" && !parsed.data.departmentId)
    return { body: null, planned: null, problem: only(query, "step") === undefined ? null : TO_CHOOSE };
  const planned = await planHandover(transaction, person, parsed.data, now);
  if (planned.ok) return { body: { ...parsed.data, hash: planned.value.plan.hash }, planned: planned.value, problem: null };
  const { detail, fields = [] } = planned.refusal;
  const withoutReasons = parsed.data.sheets.filter(({ course, reason }) => course !== "withdraw" || reason);
  const withDefaults = await planHandover(transaction, person, { ...parsed.data, sheets: withoutReasons }, now);
  return { body: null, planned: withDefaults.ok ? withDefaults.value : null, problem: { message: detail, details: fields.map(({ message }) => message) } };
}

/** What the address asks for, with what can be chosen. */
export const readHandover = reading({
  of: handOver,
  on: somebody.seen,
  input: z.object({ query: z.record(z.string(), z.array(z.string())) }),
  async run({ transaction, subject: person, input: { query }, now }) {
    const { operatorId } = person;
    const departments = await transaction.department.findMany({
      where: { operatorId, retiredAt: null, id: { not: person.departmentId } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    });
    const planned = await planOf(transaction, person, query, now);
    const chosen = planned.body?.successors.map(({ personId }) => personId) ?? [];
    return granted({
      ...{ person, ...planned },
      departments: departments.map(({ id, name }): ChoiceView => ({ value: id, label: name })),
      candidates: await readCandidates(transaction, operatorId, person, { search: only(query, "q")?.trim() ?? "", chosen }),
    } satisfies FoundHandover);
  },
});
