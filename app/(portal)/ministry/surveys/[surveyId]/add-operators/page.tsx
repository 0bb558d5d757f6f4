import type { Metadata } from "next";
import { CallingPage } from "@/components/ministry/calling-page";
import { loadCalling } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "対象の事業者を加える" };

interface Props {
  readonly params: Promise<{ surveyId: string }>;
}

export default async function AddOperatorsPage({ params }: Props) {
  const { surveyId } = await params;
  return <CallingPage {...(await loadCalling(surveyId))} />;
}
