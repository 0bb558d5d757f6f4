import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SenderField } from "@/components/ui/form-sender";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { InvitationsView } from "@/lib/features/organisation/record/view";
import { bearersText } from "@/lib/labels/permission-words";

const TITLE = "招待リンクをまとめて作る";
const STEPS = [{ label: "人と部署", href: "/operator/people" }, { label: TITLE }];

/** Invitation links for everybody without a password, one file at a time. */
export function InvitationsPage({ total, parts, missing, leftOutText, remakeText }: InvitationsView) {
  return (
    <>
      <PageHeader title={TITLE} steps={STEPS} note="本人がパスワードを決めるためのリンクを、CSVで受け取ります。" />
      <div className="stack">
        {leftOutText ? <Notice title={leftOutText} /> : null}
        {total === 0 ? (
          <EmptyState
            title="リンクの要る人はいません"
            actions={
              <>
                <LinkButton href="/operator/people">人と部署を見る</LinkButton>
                <LinkButton href="/operator/people/import">名簿を取り込む</LinkButton>
              </>
            }
          >
            在籍していて、ここでリンクを作れる人は、みなパスワードを決めています。忘れた人のリンクは、その人の画面で{bearersText("people.appointDeciding")}
            が作れます。
          </EmptyState>
        ) : (
          <Panel id="invitations" title={`パスワードをまだ決めていない人が${total}人います`}>
            <div className="stack gap-3">
              <ul className="list-disc pl-5">
                <li>CSVには、氏名・メール・部署・招待リンク・有効期限が、部署・職員番号・氏名の順に入ります。リンクは、受け取った CSV にだけあります。</li>
                <li>
                  だれがパスワードを決め、だれがまだかは、同じ順の
                  <a href="/api/v1/people.csv" download>
                    名簿（CSV）
                  </a>
                  にあります。
                </li>
                <li>リンクは7日間、一度だけ使えます。渡すときは、本人だけに届くようにしてください。</li>
                <li>使えるリンクは、一人に一つです。作り直すと、前に渡したリンクは使えなくなります。</li>
                {remakeText ? <li>{remakeText}</li> : null}
              </ul>
              {missing ? (
                <form method="post" action="/operator/people/invitations/file" aria-label={missing}>
                  <SenderField />
                  <input type="hidden" name="onlyMissing" value="1" />
                  <Button type="submit" rank="primary">
                    {missing}
                  </Button>
                </form>
              ) : null}
              <div className="row">
                {parts.map(({ after, label }, part) => (
                  <form key={after} method="post" action="/operator/people/invitations/file" aria-label={label}>
                    <SenderField />
                    <input type="hidden" name="after" value={after} />
                    <Button type="submit" rank={part === 0 && missing === null ? "primary" : "secondary"}>
                      {label}
                    </Button>
                  </form>
                ))}
              </div>
            </div>
          </Panel>
        )}
      </div>
    </>
  );
}
