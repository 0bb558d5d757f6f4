import type { Metadata } from "next";
import { PlannedPage } from "@/components/cycles/planned-page";
import { ItemPage } from "@/components/items/item-page";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadItemPage } from "@/lib/features/results/item-page/pages";

export const metadata: Metadata = { title: "項目への回答" };

export default async function CycleItemPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/items/[item]">) {
  const { cycleId, item } = await params;
  const view = await loadItemPage(cycleId, decodeURIComponent(item), await searchParams);
  return view.status === "planned" ? (
    <PlannedPage {...view} />
  ) : (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <ItemPage {...view} />
    </Unhydrated>
  );
}
