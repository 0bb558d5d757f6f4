import type { Metadata } from "next";
import { PeopleList } from "@/components/organisation/people-list";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Preparing } from "@/components/tasks/preparations";
import { loadPeople } from "@/lib/features/organisation/pages";
import { loadPreparing } from "@/lib/features/tasks/pages";

export const metadata: Metadata = { title: "人と部署" };

export default async function PeoplePage({ searchParams }: PageProps<"/operator/people">) {
  const view = await loadPeople(await searchParams);
  return (
    <>
      <UnusedParts text={view.unused} />
      <Preparing preparing={await loadPreparing()} />
      <PeopleList {...view} />
    </>
  );
}
