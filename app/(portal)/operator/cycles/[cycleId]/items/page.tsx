import type { Metadata } from "next";
import { PlannedPage } from "@/components/cycles/planned-page";
import { ItemList } from "@/components/items/item-list";
import { UnusedParts } from "@/components/shell/unused-parts";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadItemList } from "@/lib/features/results/item-list/pages";

export const metadata: Metadata = { title: "項目" };

export default async function CycleItemsPage({ params, searchParams }: PageProps<"/operator/cycles/[cycleId]/items">) {
  const view = await loadItemList((await params).cycleId, await searchParams);
  return view.status === "planned" ? (
    <PlannedPage {...view} />
  ) : (
    <Unhydrated>
      <UnusedParts text={view.unused} />
      <ItemList {...view} />
    </Unhydrated>
  );
}
