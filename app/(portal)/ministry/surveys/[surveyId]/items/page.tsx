import type { Metadata } from "next";
import { SurveyItems } from "@/components/ministry/survey-items";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadItems } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "項目別の結果" };

interface Props {
  readonly params: Promise<{ surveyId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SurveyItemsPage({ params, searchParams }: Props) {
  const { surveyId } = await params;
  const view = await loadItems(surveyId, await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <SurveyItems {...view} />
    </Unhydrated>
  );
}
