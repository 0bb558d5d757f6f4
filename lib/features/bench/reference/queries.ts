import "server-only";

export { oneQuery } from "@/lib/server/database/reference";

/** Whether the bare route and page for comparison exist; only in `npm run bench`. */
export const isBench = (): boolean => process.env["PORTAL_BENCH"] === "1";
