import "server-only";
import { BoundedLine } from "@/lib/server/request/bounded-line";
import { currentRequest } from "@/lib/server/request/context";

/** Wrong secrets (tokens, links) from one source within the window before its requests are slowed down and get 429. */
export const GUESSES_ALLOWED = 60;
const WINDOW = 5 * 60_000;
const SOURCES = 10_000;

interface Guesses {
  count: number;
  readonly until: number;
}

const kept = globalThis as { portalGuesses?: Map<string, Guesses>; portalGuessLine?: BoundedLine };
/** Per process, in memory: a guess of 256 bits never succeeds, so the limit only bounds the cost. */
const guesses = (): Map<string, Guesses> => (kept.portalGuesses ??= new Map());
const line = (): BoundedLine => (kept.portalGuessLine ??= new BoundedLine({ running: 1, waiting: 8 }));

const source = (): string => currentRequest()?.source ?? "";

function noteGuess(now: number): void {
  const all = guesses();
  const known = all.get(source());
  if (known && known.until > now) {
    known.count += 1;
    return;
  }
  const [oldest] = all.size >= SOURCES ? all.keys() : [];
  if (oldest !== undefined) all.delete(oldest);
  all.delete(source());
  all.set(source(), { count: 1, until: now + WINDOW });
}

/** Whether the source of the request has guessed so often that the next wrong secret is answered with 429. */
export function guessesTooOften(now: Date): boolean {
  const known = guesses().get(source());
  return known !== undefined && known.until > now.getTime() && known.count > GUESSES_ALLOWED;
}

/**
 * Looks up a secret; null if there is none. Lookups from a guessing source run one at a time with a short waiting line, so
 * that a right secret behind a shared address still works.
 */
export async function lookUpSecret<Found>(now: Date, lookUp: () => Promise<Found | null>): Promise<Found | null> {
  const leave = guessesTooOften(now) ? await line().enter(source()) : () => undefined;
  if (leave === null) return null;
  try {
    const found = await lookUp();
    if (found === null) noteGuess(now.getTime());
    return found;
  } finally {
    leave();
  }
}
