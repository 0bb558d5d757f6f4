/** Limits per window, for lines of one kind and for all lines; the rest is counted. */
export const WINDOW = 10_000;
const OF_A_KIND = 10;
const IN_ALL = 200;
const KINDS = 100;

export interface Throttle {
  /** Whether a line of this kind may be written now. */
  admits(kind: string, now: number): boolean;
  /** The number of lines held back since the last call, by kind. */
  heldBack(): ReadonlyMap<string, number>;
}

/** Bounds how much is logged per window: a flood becomes some lines and a count. */
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
      // Kinds are few; a flood that invents new ones shares the key `other`.
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
