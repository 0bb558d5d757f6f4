import type { Metadata } from "next";
import { SubmissionPage } from "@/components/ministry/submission-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadSubmission } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "事業者の提出" };

interface Props {
  readonly params: Promise<{ surveyId: string; operatorId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OperatorSubmissionPage({ params, searchParams }: Props) {
  const { surveyId, operatorId } = await params;
  const view = await loadSubmission(surveyId, operatorId, await searchParams);
  return (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <SubmissionPage {...view} />
    </Unhydrated>
  );
}
