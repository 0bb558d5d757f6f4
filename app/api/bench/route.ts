import { loadBareRoute } from "@/lib/features/bench/loaders";

export const PUT = (): Promise<Response> => loadBareRoute();
