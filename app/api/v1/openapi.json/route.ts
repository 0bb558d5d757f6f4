import { openApiDocument } from "@/lib/server/use-cases/openapi";
import { OPERATIONS } from "@/app/api/v1/operations";

export function GET(): Response {
  return Response.json(openApiDocument(OPERATIONS));
}
