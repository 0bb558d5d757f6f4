import { redirect } from "next/navigation";
import { homeOf } from "@/lib/features/shell/pages";
import { requireVisitor } from "@/lib/server/auth/current";

export default async function HomePage(): Promise<never> {
  redirect(homeOf(await requireVisitor()));
}
