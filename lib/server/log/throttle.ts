/** Lines of one kind, and lines in all, that are written within one window; the rest is counted. */
export const WINDOW = 10_000;
const OF_A_KIND = 10;
const IN_ALL = 200;
const KINDS = 100;

export interface Throttle {
  /** Whether a line of this kind may be written now. */
  admits(kind: string, now: number): boolean;
  /** What was held back since it was last asked, by kind. */
  heldBack(): ReadonlyMap<string, number>;
}

/** Bounds how much is written per time, whoever causes it: a flood becomes some lines and a count. */
export function makeThrottle(): Throttle {
  let began = 0;
  let total = 0;
  let kinds = new Map<string, number>();
  let held = new Map<string, number>();
  return {
    admits(kind, now) {
      if (now - began >= WINDOW) {
        began = now;
        total = 0;
        kinds = new Map();
      }
      // Kinds are few; a flood that makes up new ones shares one.
      const key = kinds.has(kind) || kinds.size < KINDS ? kind : "other";
      const count = (kinds.get(key) ?? 0) + 1;
      kinds.set(key, count);
      total += 1;
      if (count <= OF_A_KIND && total <= IN_ALL) return true;
      held.set(key, (held.get(key) ?? 0) + 1);
      return false;
    },
    heldBack() {
      const counts = held;
      held = new Map();
      return counts;
    },
  };
}
