import { OPERATIONS } from "@/app/api/v1/operations";
import { dispatch } from "@/lib/server/use-cases/dispatch";

interface Segments {
  readonly params: Promise<{ path: string[] }>;
}

async function handle(request: Request, { params }: Segments): Promise<Response> {
  return dispatch(OPERATIONS, request, (await params).path);
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT };
