import type { TabView } from "@/lib/features/results/figures/view";
import { TabLinks } from "../ui/tab-links";

/** The departments that a 責任者 of several can switch between. */
export function DepartmentTabs({ departments }: { readonly departments: readonly TabView[] }) {
  return departments.length === 0 ? null : <TabLinks name="見る部署" links={departments} />;
}
