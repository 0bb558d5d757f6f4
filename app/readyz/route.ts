import { isReady, probeAnswer } from "@/lib/server/http/readiness";

/** The portal can serve: database, schema and disk. A balancer sends nobody to what cannot. */
export const GET = async (): Promise<Response> => probeAnswer(await isReady());
