import { inForm } from "@/lib/domain/checking/answer-content";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerHistoryView, AnswerVersionView, RestoringView } from "@/lib/features/sheets/history/view";
import { EvidenceLines } from "../checklist/evidence-lines";
import { AnswerMark } from "../marks/answer-mark";
import { Button, LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Pagination } from "../ui/pagination";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { UserText } from "../ui/user-text";
import { Signature } from "../ui/whole";

/** Who answered an item when and how, newest first. */
export function AnswerHistory({ itemTitle, itemText, kind, steps, backHref, versions, total, pager, remarks, restoring, notice }: AnswerHistoryView) {
  return (
    <>
      <PageHeader title="回答の履歴" steps={steps}>
        <LinkButton href={backHref}>この項目に戻る</LinkButton>
      </PageHeader>
      <div className="stack">
        {notice ? <Notice tone={notice.tone} role="status" title={notice.text} /> : null}
        <Panel id="item" title={itemTitle}>
          <p className="guideline-text whitespace-pre-line">{itemText}</p>
        </Panel>
        {versions.length > 0 ? (
          <Panel id="versions" title="これまでの回答" note={`新しい順・${total}件`}>
            <ol className="grid gap-3">
              {versions.map((version, at) => (
                <li className="rounded-[6px] border border-line px-4 py-3" key={at}>
                  <Version version={version} kind={kind} />
                  {restoring !== null && version.differs ? <Restore of={version} {...restoring} /> : null}
                </li>
              ))}
            </ol>
            {(pager.previousHref ?? pager.nextHref) ? <Pagination {...pager} /> : null}
          </Panel>
        ) : (
          <EmptyState title="この項目には、まだ回答がありません">回答すると、だれがいつ何を回答したかが、ここに並びます。</EmptyState>
        )}
        {remarks.length > 0 ? (
          <Panel id="remarks" title="所見と返事" note="古い順">
            <dl className="item-brief">
              {remarks.map((event) => (
                <div key={event.key}>
                  <dt>
                    <UserText>{event.title}</UserText>
                  </dt>
                  <dd>
                    <UserText>{event.text}</UserText>
                    <span className="aside-text">
                      　<Signature text={event.byText} />
                    </span>
                  </dd>
                </div>
              ))}
            </dl>
          </Panel>
        ) : null}
      </div>
    </>
  );
}

function Version({ version, kind }: { readonly version: AnswerVersionView; readonly kind: GuidelineKind }) {
  const { status, copied, byText, causeText, present, reason, remark, evidence } = version;
  return (
    <>
      <p className="row">
        {copied ? (
          <>
            <StatusChip>前回から写した・未確認</StatusChip>
            <AnswerMark kind={kind} status={copied} />
          </>
        ) : (
          <AnswerMark kind={kind} status={status} />
        )}
        {present ? <StatusChip tone="done">今の回答</StatusChip> : null}
        <span className="aside-text">
          <Signature text={byText} />
        </span>
      </p>
      {causeText === null ? null : <p className="aside-text">{causeText}</p>}
      {reason === null && remark === null && evidence === null ? null : (
        <dl className="item-brief mt-1.5">
          <Line term="理由" text={reason} />
          <Line term="備考" text={remark} />
          {evidence === null ? null : (
            <div>
              <dt>根拠</dt>
              <dd>
                <EvidenceLines text={evidence} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </>
  );
}

/** Goes back to a version by saving it once more; a plain form, so that it works in this page that ships no script. */
function Restore({ of, action, sender, ...present }: { readonly of: AnswerVersionView } & RestoringView) {
  const { status, reason, copied, ...texts } = inForm(of);
  // Without `copied`, a copy that stands now would stay. A reason that was not shown stays: it may be there for 該当なし.
  const fields = { ...present, ...texts, status: status ?? "", copied: copied ?? "", ...(of.reason === null ? {} : { reason }) };
  return (
    <form method="post" action={action} className="mt-1.5">
      <input type="hidden" name="$sender" value={sender} />
      {/* Nothing here was typed, so a refusal needs to keep no text. */}
      <input type="hidden" name="earlier" value="yes" />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" size="small">
        この回答に戻す
        <span className="sr-only">
          （<UserText>{of.byText}</UserText>）
        </span>
      </Button>
    </form>
  );
}

function Line({ term, text }: { readonly term: string; readonly text: string | null }) {
  if (text === null) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <UserText>{text}</UserText>
      </dd>
    </div>
  );
}
