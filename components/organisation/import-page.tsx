import { PageHeader } from "@/components/ui/page-header";
import { ListForm } from "./list-form";
import { StaffListImport } from "./staff-list-import";

const EXAMPLE = "職員番号,氏名,メール,部署\n1001,髙﨑 一郎,ichiro@example.jp,総務部";

const RULES = [
  "1行目は見出しです。「職員番号」「氏名」「メール」「部署」の4列で、順は問いません。職員番号は空でもかまいません。ほかの列は、確かめたうえで使わずに取り込めます。",
  "職員番号が同じ人、なければメールが同じ人を、登録済みの人とみなして書き換えます。",
  "まだない部署は新しくできます。名簿にない人は、そのまま残ります。退職は人の画面で登録してください。",
  "直すところが一つでもあれば、何も取り込みません。",
  "「人と部署」でダウンロードした名簿（CSV）は、そのまま取り込めます。「パスワード」の列は、使わずに取り込むことを選んでください。",
];

/** Imports a staff list: its format, and the form. */
export function ImportPage() {
  return (
    <>
      <PageHeader title="名簿を取り込む" steps={[{ label: "人と部署", href: "/operator/people" }, { label: "名簿を取り込む" }]} />
      <div className="stack">
        <StaffListImport />
        <ListForm name="名簿" example={EXAMPLE} rules={RULES} api="POST /api/v1/people/import" />
      </div>
    </>
  );
}
