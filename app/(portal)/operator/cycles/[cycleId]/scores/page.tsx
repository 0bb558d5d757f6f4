import type { Metadata } from "next";
import { PlannedPage } from "@/components/cycles/planned-page";
import { ScoresPage } from "@/components/results/scores-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadScores } from "@/lib/features/results/scores-page/pages";

export const metadata: Metadata = { title: "採点" };

export default async function CycleScoresPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/scores">) {
  const view = await loadScores((await params).cycleId, await searchParams);
  return view.status === "planned" ? (
    <PlannedPage {...view} />
  ) : (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <ScoresPage {...view} />
    </Unhydrated>
  );
}
