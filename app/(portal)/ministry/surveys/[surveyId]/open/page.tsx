import type { Metadata } from "next";
import { SurveyOpening } from "@/components/ministry/survey-opening";
import { loadOpening } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "受付を始める前の確認" };

interface Props {
  readonly params: Promise<{ surveyId: string }>;
}

export default async function OpeningPage({ params }: Props) {
  return <SurveyOpening {...(await loadOpening((await params).surveyId))} />;
}
