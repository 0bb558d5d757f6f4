import Link from "next/link";
import { PageMain, PortalShell } from "@/components/shell/portal-shell";

export default function NotFoundPage() {
  return (
    <PortalShell person={null} navigation={[]} demo={false}>
      <PageMain>
        <h1>見つかりません</h1>
        <p>場所が変わったか、見る権限がありません。アドレスを確かめるか、最初のページから開き直してください。</p>
        <p>
          <Link href="/">最初のページを開く</Link>
        </p>
      </PageMain>
    </PortalShell>
  );
}
