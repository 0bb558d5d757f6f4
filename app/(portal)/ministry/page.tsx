import type { Metadata } from "next";
import { SurveyList } from "@/components/ministry/survey-list";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadHome } from "@/lib/features/surveys/pages";

export const metadata: Metadata = { title: "浸透状況調査" };

export default async function MinistryPage() {
  const view = await loadHome();
  return (
    <Unhydrated>
      <SurveyList {...view} />
    </Unhydrated>
  );
}
