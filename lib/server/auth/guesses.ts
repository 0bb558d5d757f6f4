import "server-only";
import { Memo } from "@/lib/domain/shared/memo";
import { noteSecurityEvent } from "@/lib/server/auth/security-events";
import { ofProcess } from "@/lib/server/process/of-process";
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

/** In memory: a guess of 256 bits never succeeds, so all that is limited is what it costs. */
const guesses = ofProcess("guesses", () => new Memo<string, Guesses>(SOURCES));
const line = ofProcess("guess line", () => new BoundedLine({ running: 1, waiting: 8 }));

const source = (): string => currentRequest()?.source ?? "";

function noteGuess(now: number): void {
  const known = guesses().get(source());
  if (known && known.until > now) known.count += 1;
  else guesses().set(source(), { count: 1, until: now + WINDOW });
}

/** Whether the source of the request has guessed so often that the next wrong secret is answered with 429. */
export function guessesTooOften(now: Date): boolean {
  const known = guesses().get(source());
  return known !== undefined && known.until > now.getTime() && known.count > GUESSES_ALLOWED;
}

interface Secret {
  readonly kind: "token" | "link";
  readonly hash: string;
}

/**
 * Looks up a secret; null if there is none. Lookups from a guessing source run one at a time with a short waiting line, so
 * that a right secret behind a shared address still works.
 */
export async function lookUpSecret<Found>({ kind, hash }: Secret, now: Date, lookUp: () => Promise<Found | null>): Promise<Found | null> {
  const leave = guessesTooOften(now) ? await line().enter(source()) : () => undefined;
  if (leave === null) {
    noteSecurityEvent({ kind: `${kind}.unusable` }, now);
    return null;
  }
  try {
    const found = await lookUp();
    if (found === null) {
      noteGuess(now.getTime());
      noteSecurityEvent({ kind: `${kind}.unusable`, secretHash: hash }, now);
    }
    return found;
  } finally {
    leave();
  }
}
