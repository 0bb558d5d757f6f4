import { BoundedLine } from "@/lib/server/request/bounded-line";

/** Two sign-ins run at once, so that one queries the database while the other's password is checked. */
const LINE = { running: 2, waiting: 14 };

const kept = globalThis as { portalSignInLine?: BoundedLine };

/**
 * The line in which sign-ins wait before anything is computed or queried for them, so that a flood of them does not slow down
 * signed-in people in the same process. A sign-in joins it only once its whole body has been received, so that an unfinished
 * body holds no place. One for the process; the build bundles this module more than once.
 */
export const signInLine = (): BoundedLine => (kept.portalSignInLine ??= new BoundedLine(LINE));
