import type { Metadata } from "next";
import { DeputiesPage } from "@/components/organisation/deputies-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { loadDeputies } from "@/lib/features/organisation/deputies/pages";

export const metadata: Metadata = { title: "代行" };

export default async function DeputiesRoute({ searchParams }: PageProps<"/operator/deputies">) {
  const view = await loadDeputies(await searchParams);
  return (
    <>
      <UnusedParts text={view.unused} />
      <DeputiesPage {...view} />
    </>
  );
}
