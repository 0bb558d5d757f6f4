import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import type { DeputiesView } from "@/lib/features/organisation/deputies/view";
import { BARS_AUDITING } from "@/lib/labels/permission-words";
import { DeputyTable } from "./deputy-table";
import { SectionTabs } from "./section-tabs";

/** The deputies of each post, in order. */
export function DeputiesPage({ posts, totalText, filters, pager, mayManage }: DeputiesView) {
  return (
    <>
      <PageHeader title="代行" note="役割を持つ人が不在のときに代わる人です。順番と期間を決めておき、その期間だけ代わります。" />
      <div className="stack">
        <SectionTabs current="deputies" />
        <TabLinks name="表示する代行" links={filters} />
        {posts.map(({ id, title, deputies }) => (
          <Panel key={id} id={id} title={title}>
            <DeputyTable name={title} deputies={deputies} />
          </Panel>
        ))}
        {posts.length > 0 ? <Pagination {...pager} /> : null}
        <Panel id="rules" title={posts.length > 0 ? "代行のきまり" : "代行はいません"} note={totalText}>
          {mayManage ? (
            <p>
              代行を決めるには、<a href="/operator/people">人と部署</a>からその人を開きます。
            </p>
          ) : null}
          <ul>
            <li>2番目の代行が代わるのは、1番目がその点検票に関わっているか、代行を終えたときだけです。</li>
            <li>役割に就いた人は、その役割の代行ではなくなります。役割を外れても、代行には戻りません。</li>
            <li>本人か、役割を持つ人が回答・提出した点検票は、代行としては確認できません。次の役割（責任者、CISO、経営層の順）へ移ります。</li>
            <li>人・役割・リンクの登録と、代行を決めることは、代行できません。取扱者の点検票には、代行はありません。</li>
            <li>{BARS_AUDITING}</li>
          </ul>
        </Panel>
      </div>
    </>
  );
}
