import type { Metadata } from "next";
import { RolesPage } from "@/components/guidelines/apparatus-pages";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadRoles } from "@/lib/features/guidelines/pages";

export const metadata: Metadata = { title: "責任者・組織等の役割" };

export default async function EditionRolesPage({ params }: { readonly params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const view = await loadRoles(edition);
  return (
    <Unhydrated>
      <RolesPage {...view} />
    </Unhydrated>
  );
}
