import type { Metadata } from "next";
import { LateCorrectionPage } from "@/components/ministry/late-correction-page";
import { loadLateCorrection } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "締切後の受付" };

interface Props {
  readonly params: Promise<{ surveyId: string; operatorId: string }>;
}

export default async function Page({ params }: Props) {
  const { surveyId, operatorId } = await params;
  return <LateCorrectionPage {...(await loadLateCorrection(surveyId, operatorId))} />;
}
