import type { Metadata } from "next";
import { SurveyResults } from "@/components/ministry/survey-results";
import { DoneNotice } from "@/components/shell/done-notice";
import { UnusedParts } from "@/components/shell/unused-parts";
import { loadSurvey } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "調査の結果" };

interface Props {
  readonly params: Promise<{ surveyId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SurveyPage({ params, searchParams }: Props) {
  const { surveyId } = await params;
  const query = await searchParams;
  const view = await loadSurvey(surveyId, query);
  return (
    <>
      <DoneNotice notice={query["notice"]} />
      <UnusedParts text={view.unused} />
      <SurveyResults {...view} />
    </>
  );
}
