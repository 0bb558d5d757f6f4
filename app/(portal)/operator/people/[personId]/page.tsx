import type { Metadata } from "next";
import { PersonPage } from "@/components/organisation/person-page";
import { DoneNotice } from "@/components/shell/done-notice";
import { loadPerson } from "@/lib/features/organisation/pages";

export const metadata: Metadata = { title: "人の登録" };

export default async function PersonRoute({ params, searchParams }: PageProps<"/operator/people/[personId]">) {
  const { personId } = await params;
  const { notice } = await searchParams;
  return (
    <>
      <DoneNotice notice={notice} />
      <PersonPage {...(await loadPerson(personId))} />
    </>
  );
}
