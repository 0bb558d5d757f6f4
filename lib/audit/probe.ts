import "server-only";
import { outOfScope } from "@/prisma/client";

/** Asks the database the least that it can be asked; rejects while it is away. */
export const askDatabase = (): Promise<unknown> => outOfScope((client) => client.$queryRaw`SELECT 1`);
