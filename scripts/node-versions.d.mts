/** What other Node.js versions leave out of the unit tests, as a glob. */
export const SAME_ON_EVERY_NODE: string;
