import type { Metadata } from "next";
import { PersonPage } from "@/components/organisation/person-page";
import { loadPerson } from "@/lib/features/organisation/pages";

export const metadata: Metadata = { title: "人の登録" };

export default async function PersonRoute({ params }: PageProps<"/operator/people/[personId]">) {
  const { personId } = await params;
  return <PersonPage {...(await loadPerson(personId))} />;
}
