import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { InvitationsView } from "@/lib/features/organisation/view";

const TITLE = "招待リンクをまとめて作る";
const STEPS = [{ label: "人と組織", href: "/operator/people" }, { label: TITLE }];

/** The links of everybody who has no password yet, a file at a time. */
export function InvitationsPage({ total, parts }: InvitationsView) {
  return (
    <>
      <PageHeader title={TITLE} steps={STEPS} note="本人がパスワードを決めるためのリンクを、CSVで受け取ります。" />
      {total === 0 ? (
        <EmptyState
          title="リンクの要る人はいません"
          actions={
            <>
              <LinkButton href="/operator/people">人の一覧を見る</LinkButton>
              <LinkButton href="/operator/people/import">名簿を取り込む</LinkButton>
            </>
          }
        >
          在籍している人は、みなパスワードを決めています。忘れた人のリンクは、その人の画面でCISOが作れます。
        </EmptyState>
      ) : (
        <Panel id="invitations" title={`パスワードをまだ決めていない人が${total}人います`}>
          <div className="stack stack-close">
            <ul className="list-disc pl-5">
              <li>CSVには、氏名・メール・部署・招待リンク・有効期限が入ります。リンクは、受け取った CSV にだけあります。</li>
              <li>リンクは7日間、一度だけ使えます。渡すときは、本人だけに届くようにしてください。</li>
              <li>作り直しても、前のリンクは期限まで使えます。一つを使うと、その人のほかのリンクは使えなくなります。</li>
            </ul>
            <div className="row">
              {parts.map(({ after, label }, part) => (
                <form key={after} method="post" action="/operator/people/invitations/file" aria-label={label}>
                  <input type="hidden" name="after" value={after} />
                  <Button type="submit" rank={part === 0 ? "primary" : "secondary"}>
                    {label}
                  </Button>
                </form>
              ))}
            </div>
          </div>
        </Panel>
      )}
    </>
  );
}
