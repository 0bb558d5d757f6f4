import { ofProcess } from "@/lib/server/process/of-process";
import { BoundedLine } from "@/lib/server/request/bounded-line";

/** Two sign-ins run at once, so that one queries the database while the other's password is checked. */
const LINE = { running: 2, waiting: 14 };

/**
 * The line in which sign-ins wait before anything is computed or asked for them: those who are signed in share the process
 * with a flood of them. A sign-in stands in it once all of it has been received: a body that never comes holds no place.
 */
export const signInLine = ofProcess("sign-in line", () => new BoundedLine(LINE));
