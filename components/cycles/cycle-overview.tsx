import type { CycleOverviewView } from "@/lib/features/cycle-pages/overview/view";
import { approveCycleAction, restoreCycleAction } from "@/lib/features/cycles/actions";
import { reopenCycleAction } from "@/lib/features/submissions/actions";
import { CycleStateChip } from "../marks/state-chips";
import { DepartmentTabs } from "../results/department-tabs";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { DefinitionList } from "../ui/definition-list";
import { Details } from "../ui/details";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { TextArea } from "../ui/text-area";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { LeftOutList } from "./left-out-list";
import { NextStep } from "./next-step";
import { SubmissionVersions } from "./submission-versions";

/** One cycle: its state, the next step, and links to its pages. */
export function CycleOverview(view: CycleOverviewView) {
  return (
    <>
      <PageHeader
        title={view.title}
        note={view.note}
        steps={[{ label: "ダッシュボード", href: "/operator" }, { label: "点検の回", href: "/operator/cycles" }, { label: view.title }]}
      >
        <CycleStateChip state={view.state} />
      </PageHeader>
      <div className="stack">
        <DepartmentTabs departments={view.departments} />
        <NextStep next={view.next} here={overviewHref(view.id)} />
        <StateForms view={view} />
        <div className="columns-2">
          <Panel id="pages" title="この回でできること">
            <ul className="stack gap-3">
              {view.links.map((link) => (
                <li key={link.href}>
                  <a href={link.href}>{link.label}</a>
                  <p className="aside-text">{link.text}</p>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel id="facts" title="計画">
            <DefinitionList entries={view.facts} />
            {view.tiersNote === null ? null : <p className="aside-text mt-3">{view.tiersNote}</p>}
          </Panel>
        </div>
        {view.changes.length === 0 ? null : (
          <Panel id="changes" title="回答中に変えたこと">
            <ul className="stack gap-1.5">
              {view.changes.map(({ id, text }) => (
                <li key={id}>
                  <UserText>{unbroken(text)}</UserText>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {view.leftOut.length === 0 ? null : (
          <Panel id="left-out" title="点検から外した項目">
            <LeftOutList entries={view.leftOut} />
          </Panel>
        )}
        <SubmissionVersions versions={view.submissions} />
      </div>
    </>
  );
}

const overviewHref = (id: string): string => `/operator/cycles/${id}`;

function Undecided({ entries }: { readonly entries: CycleOverviewView["undecided"] }) {
  if (entries.length === 0) return null;
  return (
    <Notice>
      <ul className="stack gap-1.5">
        {entries.map(({ text, label, href }) => (
          <li key={href}>
            {text} <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function StateForms({
  view: { id, state, may, next, approvedByOthers, reviewHref, outstandingText, reopenText, closedSurveys, closingSurveys, undecided },
}: {
  readonly view: CycleOverviewView;
}) {
  if (may.restore) return <RestoreForm cycleId={id} />;
  if (!may.review && !may.approve && !may.reopen) return null;
  const rank = next.href === overviewHref(id) ? "primary" : "secondary";
  return (
    <Panel id="state" title={may.review ? "確認に移る" : may.approve ? "承認する" : "回答をやり直す"}>
      {may.review ? (
        <div className="stack gap-3">
          <p>{outstandingText ?? "すべての点検票が提出されています。確認に移ると、差戻しのほかは回答できなくなります。"}</p>
          <p>
            <LinkButton href={reviewHref}>回答を締め切り、確認に移る</LinkButton>
          </p>
        </div>
      ) : null}
      {may.approve ? (
        <ActionForm leaves action={approveCycleAction.bind(null, id)} className="stack gap-3" label="承認する">
          <Undecided entries={undecided} />
          <p>承認すると、この回の数値と要改善事項が確定します。ガイドラインの今の正誤も確かめたことになります。承認は、理由を付けて取り消せます。</p>
          <p>
            <Button type="submit" rank={rank}>
              この回を承認する
            </Button>
          </p>
        </ActionForm>
      ) : null}
      {approvedByOthers === null ? null : <p>{approvedByOthers}</p>}
      {may.reopen ? (
        <ReopenForm cycleId={id} early={state === "reviewing"} text={reopenText} closedSurveys={closedSurveys} closingSurveys={closingSurveys} />
      ) : null}
    </Panel>
  );
}

/** Restores a cancelled cycle. */
const RestoreForm = ({ cycleId }: { readonly cycleId: string }) => (
  <Panel id="state" title="元に戻す">
    <ActionForm leaves action={restoreCycleAction.bind(null, cycleId)} className="stack gap-3" label="取りやめた回を元に戻す">
      <p>取りやめる前の状態に戻ります。配った点検票と回答は、そのまま戻ります。</p>
      <TextArea id="reason" name="reason" label="元に戻す理由" required maxLength={1000} />
      <p>
        <Button type="submit">この回を元に戻す</Button>
      </p>
    </ActionForm>
  </Panel>
);

/** `early`: answering was closed, and nothing is approved yet. */
function ReopenForm({
  cycleId,
  early,
  text,
  closedSurveys,
  closingSurveys,
}: {
  readonly cycleId: string;
  readonly early: boolean;
  readonly text: string;
  readonly closedSurveys: number;
  readonly closingSurveys: number;
}) {
  return (
    <Details summary={early ? "回答の受付に戻すとき" : "誤りが見つかったとき"}>
      <ActionForm leaves action={reopenCycleAction.bind(null, cycleId)} className="stack gap-3" label="回答の受付に戻す">
        <p>
          回答の受付に戻ります。提出・受理・差戻しの点検票は今のまま残り、未提出の点検票に回答できるようになります。<UserText>{text}</UserText>
        </p>
        <input type="hidden" name="confirmedClosedSurveys" value={closedSurveys} />
        <input type="hidden" name="confirmedClosingSurveys" value={closingSurveys} />
        <TextArea id="reason" name="reason" label="受付に戻す理由" required maxLength={1000} />
        <p>
          <Button type="submit">{closedSurveys === 0 ? "回答の受付に戻す" : "提出し直せないまま、回答の受付に戻す"}</Button>
        </p>
      </ActionForm>
    </Details>
  );
}
