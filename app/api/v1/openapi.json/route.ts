import { OPERATIONS } from "@/app/api/v1/operations";
import { openApiDocument } from "@/lib/server/use-cases/openapi";

/** Made once: it follows from the code alone. */
const DOCUMENT = JSON.stringify(openApiDocument(OPERATIONS));

export function GET(): Response {
  return new Response(DOCUMENT, { headers: { "content-type": "application/json" } });
}
