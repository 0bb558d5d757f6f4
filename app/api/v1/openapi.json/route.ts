import { openApiDocument } from "@/lib/http/openapi";
import { OPERATIONS } from "@/lib/http/operations";

export function GET(): Response {
  return Response.json(openApiDocument(OPERATIONS));
}
