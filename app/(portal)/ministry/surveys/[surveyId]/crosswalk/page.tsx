import type { Metadata } from "next";
import { SurveyCrosswalk } from "@/components/ministry/survey-crosswalk";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadSurveyCrosswalk } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "指針との対応" };

interface Props {
  readonly params: Promise<{ surveyId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SurveyCrosswalkPage({ params, searchParams }: Props) {
  const { surveyId } = await params;
  const view = await loadSurveyCrosswalk(surveyId, await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <SurveyCrosswalk {...view} />
    </Unhydrated>
  );
}
