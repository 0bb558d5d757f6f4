import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { authOptions } from "@/lib/auth/options";

interface Segments {
  readonly params: Promise<{ nextauth: string[] }>;
}

const handle = (request: NextRequest, context: Segments): Promise<Response> =>
  NextAuth(request as never, context as never, authOptions()) as Promise<Response>;

export { handle as GET, handle as POST };
