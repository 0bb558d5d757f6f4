import type { Publication } from "@/lib/domain/survey/publication";
import type { PublishedContribution } from "@/lib/domain/survey/suppression";

/**
 * The possible states of an item in one submission, with one sheet per operator: attained, duty but not attained, 該当なし, no
 * answer. With one answer per item every number is an integer, where bands hide the least.
 */
export const STATES = ["done", "open", "none", "blank"] as const;
type State = (typeof STATES)[number];

/** One world: maps "A@1" (operator A's first submission) to its states, item by item. */
type World = Readonly<Record<string, readonly State[]>>;

const contributionOf = (key: string, states: readonly State[], items: readonly string[]): PublishedContribution => {
  const [operatorKey = "", submission = ""] = key.split("@");
  const one = (state: State | undefined, wanted: State): number => (state === wanted ? 1 : 0);
  return {
    ...{ operatorKey, submission, handedOut: 1, counted: 1 },
    items: items.map((item, at) => ({
      ...{ item, asked: 1, implemented: one(states[at], "done"), partial: 0 },
      ...{ notImplemented: one(states[at], "open"), notApplicable: one(states[at], "none") },
    })),
  };
};

const everyWorld = (keys: readonly string[], items: readonly string[], states: readonly State[]): readonly World[] =>
  keys.reduce<readonly World[]>(
    (worlds, key) => {
      const rows = items.reduce<readonly (readonly State[])[]>((list, _) => list.flatMap((row) => states.map((state) => [...row, state])), [[]]);
      return worlds.flatMap((world) => rows.map((row) => ({ ...world, [key]: row })));
    },
    [{}],
  );

export type Publisher = (contributions: readonly PublishedContribution[], earlier: readonly Publication[]) => Publication;

export interface Scenario {
  readonly items: readonly string[];
  /** The submissions of each publication, in order. */
  readonly rounds: readonly (readonly string[])[];
  readonly states?: readonly State[];
}

/** The publications of the named submissions, one after the other; worlds that agree so far share them. */
const publicationsIn = (publisher: Publisher, { items, rounds }: Scenario) => {
  const made = new Map<string, readonly Publication[]>();
  const upTo = (world: World, round: number): readonly Publication[] => {
    if (round === 0) return [];
    const name = JSON.stringify([round, [...new Set(rounds.slice(0, round).flat())].map((key) => world[key])]);
    const known = made.get(name);
    if (known !== undefined) return known;
    const earlier = upTo(world, round - 1);
    const contributions = (rounds[round - 1] ?? []).map((key) => contributionOf(key, world[key] ?? [], items));
    const all = [...earlier, publisher(contributions, earlier)];
    made.set(name, all);
    return all;
  };
  return (world: World) => upTo(world, rounds.length);
};

/** Groups worlds that produce the same publications. */
const alikeWorlds = (seen: readonly (readonly [World, unknown])[]): readonly (readonly World[])[] => {
  const alike = new Map<string, World[]>();
  for (const [world, outcome] of seen) {
    const text = JSON.stringify(outcome, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    const like = alike.get(text);
    if (like === undefined) alike.set(text, [world]);
    else like.push(world);
  }
  return [...alike.values()];
};

/** What is certain if only these worlds are possible: about one or two operators alone (`singledOut`), and whether an item with duty is attained (`values`). */
const knownIn = (worlds: readonly World[], { items, rounds, states = STATES }: Scenario) => {
  const [singledOut, values]: [string[], string[]] = [[], []];
  items.forEach((item, at) => {
    const alike = new Map<string, Set<string>>();
    for (const key of new Set(rounds.flat())) {
      const possible = states.filter((state) => worlds.some((world) => world[key]?.[at] === state));
      const known = possible.join("/");
      if (possible.includes("done") !== possible.includes("open")) values.push(`${item} ${key}: ${known}`);
      if (possible.length < states.length) alike.set(known, (alike.get(known) ?? new Set()).add(key.split("@")[0] ?? ""));
    }
    for (const [known, operators] of alike) if (operators.size < 3) singledOut.push(`${item} ${[...operators].join("+")}: ${known}`);
  });
  return { singledOut, values };
};

/**
 * The strongest attacker: knows the rule, who submitted when, that each operator gives one answer to an item, and tries every
 * world. Worlds with the same publications stay possible; what holds in all of them is known. Out: who is singled out by all
 * the figures, which values the items' figures tell, and how many outcomes there are.
 */
export const worldAttack = (publisher: Publisher, scenario: Scenario) => {
  const worlds = everyWorld([...new Set(scenario.rounds.flat())], scenario.items, scenario.states ?? STATES);
  const publications = publicationsIn(publisher, scenario);
  const seen = worlds.map((world) => [world, publications(world).map(({ figures }) => figures)] as const);
  const byFigures = alikeWorlds(seen);
  const byItems = alikeWorlds(seen.map(([world, rounds]) => [world, rounds.map(({ items }) => items)]));
  return {
    outcomes: byFigures.length,
    singledOut: [...new Set(byFigures.flatMap((alike) => knownIn(alike, scenario).singledOut))].sort(),
    values: [...new Set(byItems.flatMap((alike) => knownIn(alike, scenario).values))].sort(),
  };
};
