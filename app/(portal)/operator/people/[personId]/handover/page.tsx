import type { Metadata } from "next";
import { HandoverPage } from "@/components/handover/handover-page";
import { loadHandover } from "@/lib/features/handover/pages";

export const metadata: Metadata = { title: "引継ぎ" };

export default async function HandoverRoute({ params, searchParams }: PageProps<"/operator/people/[personId]/handover">) {
  const { personId } = await params;
  return <HandoverPage {...(await loadHandover(personId, await searchParams))} />;
}
