import { TabLinks } from "@/components/ui/tab-links";

/** The pages of 「人と部署」. */
export function SectionTabs({ current }: { readonly current: "people" | "organisation" | "staffing" | "deputies" }) {
  return (
    <TabLinks
      name="人と部署"
      links={[
        { label: "人", href: "/operator/people", current: current === "people" },
        { label: "人の変更と空席", href: "/operator/staffing", current: current === "staffing" },
        { label: "部署と重要システム", href: "/operator/organisation", current: current === "organisation" },
        { label: "代行", href: "/operator/deputies", current: current === "deputies" },
      ]}
    />
  );
}
