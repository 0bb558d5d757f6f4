import type { Metadata } from "next";
import { Submit } from "@/components/cycles/submit";
import { loadSubmit } from "@/lib/features/submissions/pages";

export const metadata: Metadata = { title: "提出の内容" };

export default async function SubmitPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/submit">) {
  const { survey } = await searchParams;
  const view = await loadSubmit((await params).cycleId, typeof survey === "string" ? survey : undefined);
  return <Submit {...view} />;
}
