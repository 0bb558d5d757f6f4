import { redirect } from "next/navigation";
import { requireVisitor } from "@/lib/auth/current";
import { homeOf } from "@/lib/features/shell/loaders";

export default async function HomePage(): Promise<never> {
  redirect(homeOf(await requireVisitor()));
}
