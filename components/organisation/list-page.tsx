import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { ListPageView } from "@/lib/features/organisation/list-page/view";
import { UnitListImport } from "./unit-list-import";

/** The page of a list of roles, departments or systems: the present list, the import of a changed one, and the form. */
export function ListPage({ title, steps, promise, download, importing, example, rules, api }: ListPageView) {
  return (
    <>
      <PageHeader title={title} steps={steps} note={promise} />
      <div className="stack">
        <Panel id="present" title="いまの一覧" note={download.note}>
          <div className="row">
            <LinkButton href={download.href} download>
              {download.label}
            </LinkButton>
          </div>
        </Panel>
        <UnitListImport {...importing} />
        <Panel id="form" title="一覧の形">
          <div className="stack gap-3">
            <pre className="overflow-x-auto" tabIndex={0} role="group" aria-label="一覧の例">
              {example}
            </pre>
            <ul className="list-disc pl-5">
              {rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
            <noscript>この画面の取り込みには JavaScript が要ります。API（{api}）でも取り込めます。</noscript>
          </div>
        </Panel>
      </div>
    </>
  );
}
