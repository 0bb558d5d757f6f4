import type { NextRequest } from "next/server";
import { answerAuth } from "@/lib/server/auth/routes";

interface Segments {
  readonly params: Promise<{ nextauth: string[] }>;
}

const handle = async (request: NextRequest, { params }: Segments): Promise<Response> => answerAuth(request, (await params).nextauth);

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
