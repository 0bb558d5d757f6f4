import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { StaffListImport } from "./staff-list-import";

const EXAMPLE = "職員番号,氏名,メール,部署\n1001,髙﨑 一郎,ichiro@example.jp,総務部";

/** Imports a staff list: its format, and the form. */
export function ImportPage() {
  return (
    <>
      <PageHeader title="名簿を取り込む" steps={[{ label: "人と部署", href: "/operator/people" }, { label: "名簿を取り込む" }]} />
      <div className="stack">
        <StaffListImport />
        <Panel id="form" title="名簿の形">
          <div className="stack gap-3">
            <pre className="overflow-x-auto" tabIndex={0} role="group" aria-label="名簿の例">
              {EXAMPLE}
            </pre>
            <ul className="list-disc pl-5">
              <li>
                1行目は見出しです。「職員番号」「氏名」「メール」「部署」の4列で、順は問いません。職員番号は空でもかまいません。ほかの列は、確かめたうえで使わずに取り込めます。
              </li>
              <li>職員番号が同じ人、なければメールが同じ人を、登録済みの人とみなして書き換えます。</li>
              <li>まだない部署は新しくできます。名簿にない人は、そのまま残ります。退職は人の画面で登録してください。</li>
              <li>直すところが一つでもあれば、何も取り込みません。</li>
            </ul>
            <noscript>この画面の取り込みには JavaScript が要ります。API（POST /api/v1/people/import）でも取り込めます。</noscript>
          </div>
        </Panel>
      </div>
    </>
  );
}
