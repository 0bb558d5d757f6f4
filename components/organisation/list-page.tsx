import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { ListPageView } from "@/lib/features/organisation/list-page/view";
import { ListForm } from "./list-form";
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
        <ListForm name="一覧" example={example} rules={rules} api={api} />
      </div>
    </>
  );
}
