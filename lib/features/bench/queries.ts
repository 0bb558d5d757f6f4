import "server-only";

export { oneQuery } from "@/lib/server/database/reference";

/** Whether the bare route and page that the measurements compare with are there; they are only in `npm run bench`. */
export const isBench = (): boolean => process.env["PORTAL_BENCH"] === "1";
