import { loadBareRoute } from "@/lib/features/bench/pages";

export const PUT = (): Promise<Response> => loadBareRoute();
