import { redirect } from "next/navigation";
import { requireVisitor } from "@/lib/server/auth/current";
import { homeOf } from "@/lib/features/shell/pages";

export default async function HomePage(): Promise<never> {
  redirect(homeOf(await requireVisitor()));
}
