import "server-only";
import pg from "pg";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { ofProcess } from "@/lib/server/process/of-process";

const pool = ofProcess("reference pool", () => new pg.Pool({ connectionString: serverEnvironment().databaseUrl, max: 12 }));

/**
 * One plain query, for the bare route and page of `npm run bench`. It uses its own connections: the reference must not change
 * with the portal's database layer, or figures of different versions could not be compared.
 */
export const oneQuery = (): Promise<unknown> => pool().query({ name: "reference", text: "SELECT 1 AS one" });
