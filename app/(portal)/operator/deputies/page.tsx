import type { Metadata } from "next";
import { DeputiesPage } from "@/components/organisation/deputies-page";
import { loadDeputies } from "@/lib/features/organisation/deputies/pages";

export const metadata: Metadata = { title: "代行" };

export default async function DeputiesRoute({ searchParams }: PageProps<"/operator/deputies">) {
  return <DeputiesPage {...(await loadDeputies(await searchParams))} />;
}
