import "server-only";
import { database } from "@/prisma/client";

/** Asks the database the least that it can be asked; rejects while it is away. */
export const askDatabase = (): Promise<unknown> => database().$queryRaw`SELECT 1`;
