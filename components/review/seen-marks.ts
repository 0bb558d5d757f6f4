import { quietly } from "@/lib/features/sheets/queue/store";

/** One sheet as it was handed in, before one reviewer. */
export interface ReviewRound {
  readonly accountId: string;
  readonly sheetId: string;
  readonly handedInAt: string;
}

interface Kept {
  readonly handedInAt: string;
  readonly items: readonly string[];
  /** When one was seen last. */
  readonly at: number;
}

const PREFIX = "portal-seen:";
/** The maximum number of sheets whose marks are kept in one browser. */
export const MOST_SHEETS = 100;

const nameOf = ({ accountId, sheetId }: ReviewRound): string => `${PREFIX}${accountId}:${sheetId}`;

const isKept = (value: unknown): value is Kept =>
  typeof value === "object" &&
  value !== null &&
  "handedInAt" in value &&
  "items" in value &&
  Array.isArray(value.items) &&
  value.items.every((item) => typeof item === "string");

function parsed(text: string | null): Kept | null {
  const value = quietly((): unknown => JSON.parse(text ?? "null"));
  return isKept(value) ? value : null;
}

const names = (prefix: string): string[] => quietly(() => Object.keys(localStorage).filter((name) => name.startsWith(prefix))) ?? [];
const read = (name: string): Kept | null => quietly(() => parsed(localStorage.getItem(name))) ?? null;
function remove(name: string): void {
  quietly(() => localStorage.removeItem(name));
}

/** The items that the account has seen in this browser of what was handed in; none of an earlier hand-in. */
export function keptSeen(round: ReviewRound): ReadonlySet<string> {
  const kept = read(nameOf(round));
  return new Set(kept?.handedInAt === round.handedInAt ? kept.items : []);
}

/** Adds items to those that were seen. Without storage, or with a full one, the page alone has them. */
export function keepSeen(round: ReviewRound, items: Iterable<string>): void {
  const name = nameOf(round);
  const isKnown = read(name) !== null;
  const kept: Kept = { handedInAt: round.handedInAt, items: [...new Set([...keptSeen(round), ...items])], at: Date.now() };
  quietly(() => localStorage.setItem(name, JSON.stringify(kept)));
  if (!isKnown) dropOldest();
}

/** Only another sheet can be one too many, so the others are not read for each item that is seen. */
function dropOldest(): void {
  const newestFirst = names(PREFIX).map((name) => ({ name, at: read(name)?.at ?? 0 }));
  newestFirst.sort((one, other) => other.at - one.at);
  for (const { name } of newestFirst.slice(MOST_SHEETS)) remove(name);
}

/** The number of sheets of which the account has marks in this browser. */
export const sheetsSeen = (accountId: string): number => names(`${PREFIX}${accountId}:`).length;

/** Removes the account's marks from this browser. */
export function forgetSeen(accountId: string): void {
  for (const name of names(`${PREFIX}${accountId}:`)) remove(name);
}
