import { isReady, probeAnswer } from "@/lib/server/http/readiness";

/** Whether the portal can serve: database, schema and disk. A balancer sends no requests to a portal that cannot. */
export const GET = async (): Promise<Response> => probeAnswer(await isReady());
