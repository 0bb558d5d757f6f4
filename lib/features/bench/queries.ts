import "server-only";
import { outOfScope } from "@/lib/server/database/client";

/** Whether the bare routes that the measurements compare with are there; they are only in `npm run bench`. */
export const isBench = (): boolean => process.env["PORTAL_BENCH"] === "1";

/** One plain query. */
export const oneQuery = (): Promise<unknown> => outOfScope((client) => client.$queryRaw`SELECT 1 AS one`);
