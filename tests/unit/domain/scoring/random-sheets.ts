import fc from "fast-check";
import { ANSWER_STATUSES, type AnswerStatus } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES, type Edition, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import type { ScorableSheet } from "@/lib/domain/scoring/score";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";

const IDS = ["i0", "i1", "i2", "i3", "i4", "i5", "i6"];
const PARENTS = { "s:1": null, "s:1-1": "s:1", "s:1-1-1": "s:1-1", "s:2": null } as const;
const SECTIONS = Object.keys(PARENTS) as (keyof typeof PARENTS)[];

/** An edition in printed order, and the same edition with its items in random order. */
export interface RandomEdition {
  readonly printed: Edition;
  readonly shuffled: Edition;
}

export const randomEdition: fc.Arbitrary<RandomEdition> = fc
  .tuple(
    fc.tuple(...IDS.map(() => fc.record({ tier: fc.constantFrom(...TIERS), phase: fc.constantFrom(...PHASES), section: fc.constantFrom(...SECTIONS) }))),
    fc.shuffledSubarray(IDS, { minLength: IDS.length }),
  )
  .map(([places, order]) => {
    const printed = makeEdition({
      items: IDS.map((id, index) => makeItem({ id, ...places[index]! })),
      sections: SECTIONS.map((id) => makeSection({ id, parent: PARENTS[id] })),
    });
    return { printed, shuffled: { ...printed, items: order.map((id) => printed.items[IDS.indexOf(id)]!) } };
  });

/** The state of an item on a sheet: an answer, none, or not asked (a stray answer may exist all the same). */
const CHOICES = [...ANSWER_STATUSES, "blank", "off", "stray"] as const;
const answerOf = (choice: (typeof CHOICES)[number] | undefined): AnswerStatus | undefined =>
  choice === "stray" ? "implemented" : ANSWER_STATUSES.find((status) => status === choice);

/** Mostly from the same few roles and places, so that sheets share scopes. */
export const randomSheet: fc.Arbitrary<ScorableSheet> = fc
  .record({
    role: fc.constantFrom(...ANSWERING_ROLES.slice(0, 4)),
    department: fc.constantFrom(null, "d1", "d2"),
    system: fc.constantFrom(null, "y1", "y2"),
    counted: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    chosen: fc.array(fc.constantFrom(...CHOICES), { minLength: IDS.length, maxLength: IDS.length }),
  })
  .map(({ chosen, ...rest }) => ({
    ...rest,
    items: IDS.filter((_, index) => chosen[index] !== "off" && chosen[index] !== "stray"),
    answers: new Map(
      IDS.flatMap((id, index) => {
        const answer = answerOf(chosen[index]);
        return answer === undefined ? [] : [[id, answer] as const];
      }),
    ),
  }));

const isShare = (value: unknown): value is { readonly n: bigint; readonly d: bigint } =>
  typeof value === "object" && value !== null && "n" in value && "d" in value;

/** The engine's figures with every share written "3/4", like those of the brute force. */
export const withShares = (value: unknown): unknown => {
  if (isShare(value)) return `${value.n}/${value.d}`;
  if (Array.isArray(value)) return value.map(withShares);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withShares(one)]));
};

/** Figures of the brute force with every share as the nearest double, as in JSON. */
export const withNumbers = (value: unknown): unknown => {
  if (typeof value === "string" && /^\d+\/\d+$/.test(value))
    return value
      .split("/")
      .map(Number)
      .reduce((top, bottom) => top / bottom);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key === "counted" ? "handedIn" : key, withNumbers(one)]));
};
