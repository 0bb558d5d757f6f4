import "server-only";
import { type Differences, differences } from "@/lib/domain/shared/differences";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { representedIn } from "@/lib/server/audit/represented";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** The fields that can change while a cycle is open. */
export interface TitleAndDates {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
}

/** A change made while the cycle was open. */
export interface CycleChangeRecord extends Differences<TitleAndDates> {
  readonly cycleId: string;
  readonly id: string;
  readonly at: Date;
  readonly byName: string;
  /** The post whose deputy made it; null where nobody was represented. */
  readonly represented: string | null;
  readonly reason: string;
}

export const titleAndDatesOf = ({
  title,
  periodFrom: from,
  periodTo: to,
  dueOn,
}: Pick<CycleRecord, "title" | "periodFrom" | "periodTo" | "dueOn">): TitleAndDates => ({ title, from, to, dueOn });

/** The fields that differ; null if none does. The two ends of a period stay together. */
export const cycleDifferences = (before: TitleAndDates, after: TitleAndDates): Differences<TitleAndDates> | null => differences(before, after, ["from", "to"]);

/** The changes of these cycles, the latest first. */
export const readChanges = (transaction: Transaction, cycleIds: readonly string[]): Promise<CycleChangeRecord[]> =>
  transaction.$queryRaw<CycleChangeRecord[]>`
    SELECT h.cycle_id AS "cycleId", h.id, h.at, p.name AS "byName",
      ${representedIn("cycle.changePlan", Prisma.sql`'cycle/' || h.cycle_id`, Prisma.sql`h.at`)} AS represented, h.reason, h.before, h.after
    FROM cycle_change h JOIN person p ON p.operator_id = h.operator_id AND p.id = h.by
    WHERE h.operator_id = portal_operator() AND h.cycle_id = ANY(${[...cycleIds]}::uuid[]) ORDER BY h.at DESC, h.id`;
