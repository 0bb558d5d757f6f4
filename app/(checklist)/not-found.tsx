import { PageMain } from "@/components/shell/shell-frame";

export default function NotFoundPage() {
  return (
    <PageMain>
      <h1>見つかりません</h1>
      <p>場所が変わったか、見る権限がありません。アドレスを確かめるか、上のメニューから開き直してください。</p>
    </PageMain>
  );
}
