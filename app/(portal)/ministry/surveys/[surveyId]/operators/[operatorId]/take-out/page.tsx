import type { Metadata } from "next";
import { TakingOut } from "@/components/ministry/taking-out";
import { loadTakingOut } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "対象から外す前の確認" };

interface Props {
  readonly params: Promise<{ surveyId: string; operatorId: string }>;
}

export default async function TakingOutPage({ params }: Props) {
  const { surveyId, operatorId } = await params;
  return <TakingOut {...(await loadTakingOut(surveyId, operatorId))} />;
}
