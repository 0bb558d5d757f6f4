import "server-only";
import pg from "pg";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { ofProcess } from "@/lib/server/process/of-process";

const pool = ofProcess("reference pool", () => new pg.Pool({ connectionString: serverEnvironment().databaseUrl, max: 12 }));

/**
 * One plain query, for the bare route and page of `npm run bench`. On connections of its own: the reference must cost the same
 * whatever becomes of the portal's database layer, or figures of different versions cannot be compared.
 */
export const oneQuery = (): Promise<unknown> => pool().query({ name: "reference", text: "SELECT 1 AS one" });
