import type { Metadata } from "next";
import { SurveyResults } from "@/components/ministry/survey-results";
import { loadSurvey } from "@/lib/features/surveys/loaders";

export const metadata: Metadata = { title: "調査の結果" };

interface Props {
  readonly params: Promise<{ surveyId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SurveyPage({ params, searchParams }: Props) {
  const { surveyId } = await params;
  const view = await loadSurvey(surveyId, await searchParams);
  return <SurveyResults {...view} />;
}
