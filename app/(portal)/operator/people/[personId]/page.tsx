import type { Metadata } from "next";
import { PersonPage } from "@/components/organisation/person-page";
import { DoneNotice } from "@/components/shell/done-notice";
import { Preparing } from "@/components/tasks/preparations";
import { loadPlanned } from "@/lib/features/handover/plans/pages";
import { loadPerson } from "@/lib/features/organisation/pages";
import { loadPreparing } from "@/lib/features/tasks/pages";

export const metadata: Metadata = { title: "人の登録" };

export default async function PersonRoute({ params, searchParams }: PageProps<"/operator/people/[personId]">) {
  const { personId } = await params;
  const { notice } = await searchParams;
  return (
    <>
      <DoneNotice notice={notice} />
      <Preparing preparing={await loadPreparing()} />
      <PersonPage {...(await loadPerson(personId))} planned={await loadPlanned(personId)} />
    </>
  );
}
