import { probeAnswer } from "@/lib/server/http/readiness";

/** The process answers: a supervisor restarts what does not. Says nothing of the database. */
export const GET = (): Response => probeAnswer(true);
