import { probeAnswer } from "@/lib/server/http/readiness";

/** Whether the process responds, so that a supervisor can restart it. Does not check the database. */
export const GET = (): Response => probeAnswer(true);
