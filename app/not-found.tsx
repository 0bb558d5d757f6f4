import { LinkButton } from "@/components/ui/button";
import { PageMain, ShellFrame } from "@/components/shell/shell-frame";

export default function NotFoundPage() {
  return (
    <ShellFrame person={null} navigation={[]} demo={false}>
      <PageMain>
        <h1>見つかりません</h1>
        <p>場所が変わったか、見る権限がありません。アドレスを確かめるか、最初のページから開き直してください。</p>
        <p>
          <LinkButton href="/">最初のページを開く</LinkButton>
        </p>
      </PageMain>
    </ShellFrame>
  );
}
