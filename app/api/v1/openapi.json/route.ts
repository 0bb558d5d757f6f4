import { OPERATIONS } from "@/app/api/v1/operations";
import { openApiDocument } from "@/lib/server/use-cases/openapi";

export function GET(): Response {
  return Response.json(openApiDocument(OPERATIONS));
}
