import { TabLinks } from "@/components/ui/tab-links";

/** The two pages of 「人と組織」. */
export function SectionTabs({ current }: { readonly current: "people" | "organisation" }) {
  return (
    <TabLinks
      name="人と組織"
      links={[
        { label: "人", href: "/operator/people", current: current === "people" },
        { label: "部署と重要システム", href: "/operator/organisation", current: current === "organisation" },
      ]}
    />
  );
}
