import { PageMain } from "@/components/shell/shell-frame";

export default function ForbiddenPage() {
  return (
    <PageMain>
      <h1>この画面を見る権限がありません</h1>
      <p>担当の役割を確かめてください。必要なときは、事業者の事務局に役割の登録を頼んでください。</p>
    </PageMain>
  );
}
