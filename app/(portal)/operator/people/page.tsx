import type { Metadata } from "next";
import { PeopleList } from "@/components/organisation/people-list";
import { loadPeople } from "@/lib/features/organisation/pages";

export const metadata: Metadata = { title: "人と部署" };

export default async function PeoplePage({ searchParams }: PageProps<"/operator/people">) {
  return <PeopleList {...(await loadPeople(await searchParams))} />;
}
