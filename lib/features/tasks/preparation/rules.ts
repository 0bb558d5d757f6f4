/** What a new operator has entered so far. */
export interface Register {
  readonly departments: number;
  readonly systems: number;
  readonly people: number;
  /** Posts that the first round needs and nobody holds: the CISO, a 責任者 for each department, a 管理者 for each system. */
  readonly vacantPosts: number;
  readonly cycles: number;
  /** Whether sheets were ever handed out. */
  readonly opened: boolean;
}

export const PREPARATIONS = ["departments", "systems", "people", "roles", "plan"] as const;
export type Preparation = (typeof PREPARATIONS)[number];

/** The person who registers the first people is one of them already. */
const ALONE = 1;

/** Which preparations are done, in their order; null once a round was opened, because nobody is new then. */
export function preparationsOf({ departments, systems, people, vacantPosts, cycles, opened }: Register): ReadonlySet<Preparation> | null {
  if (opened) return null;
  const done: Record<Preparation, boolean> = {
    departments: departments > 0,
    systems: systems > 0,
    people: people > ALONE,
    roles: departments > 0 && vacantPosts === 0,
    plan: cycles > 0,
  };
  return new Set(PREPARATIONS.filter((one) => done[one]));
}

/** Whether something of them is missing, so that they come before everything else. */
export const isPreparing = (done: ReadonlySet<Preparation> | null): boolean => done !== null && done.size < PREPARATIONS.length;
