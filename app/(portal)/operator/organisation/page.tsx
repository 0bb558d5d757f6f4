import type { Metadata } from "next";
import { UnitsPage } from "@/components/organisation/units-page";
import { Preparing } from "@/components/tasks/preparations";
import { loadOrganisation } from "@/lib/features/organisation/pages";
import { loadPreparing } from "@/lib/features/tasks/pages";

export const metadata: Metadata = { title: "部署と重要システム" };

export default async function OrganisationPage() {
  return (
    <>
      <Preparing preparing={await loadPreparing()} />
      <UnitsPage {...(await loadOrganisation())} />
    </>
  );
}
