import { OPERATIONS } from "@/app/api/v1/operations";
import { openApiDocument } from "@/lib/server/use-cases/openapi";

/** Created once, because it depends only on the code. */
const DOCUMENT = JSON.stringify(openApiDocument(OPERATIONS));

export function GET(): Response {
  return new Response(DOCUMENT, { headers: { "content-type": "application/json" } });
}
