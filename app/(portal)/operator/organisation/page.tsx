import type { Metadata } from "next";
import { UnitsPage } from "@/components/organisation/units-page";
import { loadOrganisation } from "@/lib/features/organisation/pages";

export const metadata: Metadata = { title: "部署と重要システム" };

export default async function OrganisationPage() {
  return <UnitsPage {...(await loadOrganisation())} />;
}
