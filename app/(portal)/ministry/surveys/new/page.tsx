import type { Metadata } from "next";
import { NewSurvey } from "@/components/ministry/new-survey";
import { loadNewSurvey } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "調査を計画する" };

export default async function NewSurveyPage() {
  const view = await loadNewSurvey();
  return <NewSurvey {...view} />;
}
