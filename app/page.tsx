import { redirect } from "next/navigation";
import { loadHome } from "@/lib/features/tasks/pages";

export default async function HomePage(): Promise<never> {
  redirect(await loadHome());
}
