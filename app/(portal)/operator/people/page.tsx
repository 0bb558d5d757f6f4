import type { Metadata } from "next";
import { PeopleList } from "@/components/organisation/people-list";
import { Preparing } from "@/components/tasks/preparations";
import { loadPeople } from "@/lib/features/organisation/pages";
import { loadPreparing } from "@/lib/features/tasks/pages";

export const metadata: Metadata = { title: "人と部署" };

export default async function PeoplePage({ searchParams }: PageProps<"/operator/people">) {
  return (
    <>
      <Preparing preparing={await loadPreparing()} />
      <PeopleList {...(await loadPeople(await searchParams))} />
    </>
  );
}
