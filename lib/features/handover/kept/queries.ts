import "server-only";
import type { Appointment } from "@/lib/domain/checking/actor";
import { type Holding, mayReviewBesides, type Waiting } from "@/lib/features/handover/open/queries";
import type { HandoverKept } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Person } from "@/lib/features/organisation/record/schema";
import { countOpen, NOTHING_OPEN } from "@/lib/features/sheets/own-open/queries";
import type { Transaction } from "@/lib/server/database/client";

interface Keeping {
  readonly operatorId: string;
  readonly person: Person;
  readonly posts: Person["appointments"];
  /** The posts that the person is a deputy of: their sheets are not those that somebody named the person for. */
  readonly deputyships: readonly Appointment[];
  readonly waiting: readonly Waiting[];
  readonly holding: Holding;
  readonly now: Date;
}

/**
 * What stays with a person who moves or is away (docs/design.md 6): for each post that is kept, and for the sheets that somebody
 * named the person for, how much is open and how much of it nobody else could do.
 */
export async function readKept(transaction: Transaction, { operatorId, person, posts, deputyships, waiting, holding, now }: Keeping): Promise<HandoverKept> {
  const counts = await countOpen(transaction, { operatorId, personId: person.id, stays: true }, [...person.appointments, ...deputyships], now);
  return {
    posts: posts.map((post) => {
      const key = appointmentKey(post);
      const reviews = waiting.filter(({ postKey }) => postKey === key);
      const { role, departmentId, systemId, departmentName, systemName } = post;
      return {
        ...{ role, departmentId, systemId, departmentName, systemName },
        holders: holding.after
          .filter(({ id, appointments }) => id !== person.id && appointments.some((one) => appointmentKey(one) === key))
          .map(({ name }) => name),
        ...(counts.get(key) ?? NOTHING_OPEN),
        waiting: reviews.length,
        waitingAlone: reviews.filter((one) => !mayReviewBesides(one, holding, person.id)).length,
      };
    }),
    named: counts.get("") ?? NOTHING_OPEN,
  };
}
