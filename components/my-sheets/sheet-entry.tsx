import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { MySheetView, SheetRemarkView } from "@/lib/features/sheets/mine/view";
import { itemWord } from "@/lib/labels/answer-words";
import { AnswerMark } from "../marks/answer-mark";
import { SheetStateChip } from "../marks/state-chips";
import { LinkButton } from "../ui/button";
import { ProgressBar } from "../ui/progress-bar";
import { StatusChip } from "../ui/status-chip";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** One of the visitor's sheets: name, progress, due date, and a link to it. */
export function SheetEntry({ sheet }: { readonly sheet: MySheetView }) {
  const { measures, examples, remarks } = sheet;
  const done = sheet.state === "handedIn" || sheet.state === "accepted" || sheet.state === "withdrawn";
  return (
    <article className="sheet-entry" aria-labelledby={`sheet-${sheet.id}`}>
      <div>
        <h3 id={`sheet-${sheet.id}`}>
          <span className="aside-text block">{sheet.roleLabel}</span>
          <UserText>{sheet.scopeLabel}</UserText>
        </h3>
        <p className="row aside-text mt-1">
          {sheet.actsFor === null ? null : <StatusChip tone="active">{sheet.actsFor}</StatusChip>}
          {sheet.missed ? (
            <StatusChip tone="plain">未提出</StatusChip>
          ) : (
            <SheetStateChip state={sheet.state} count={sheet.state === "returned" ? sheet.openRemarks : undefined} />
          )}
          {sheet.overdue ? <StatusChip tone="late">{sheet.dateText}</StatusChip> : <span>{sheet.dateText}</span>}
        </p>
      </div>
      <div className="grid gap-1 text-small">
        <span>
          {itemWord(sheet.kind)}{" "}
          <b className="whitespace-nowrap">
            {measures.answered}／{measures.total}件
          </b>
        </span>
        <ProgressBar done={measures.answered} total={measures.total} />
        {examples.total > 0 ? (
          <span className="aside-text">
            具体例 {examples.answered}／{examples.total}件
          </span>
        ) : null}
      </div>
      <div className="row">
        {sheet.measures.answered === 0 ? null : (
          <a className="text-button" href={sheet.copyHref}>
            回答の控え
            <span className="sr-only">
              （{sheet.roleLabel} {sheet.scopeLabel}）
            </span>
          </a>
        )}
        <LinkButton size={done ? "small" : "regular"} href={sheet.href}>
          {sheet.button}
          <span className="sr-only">
            （{sheet.roleLabel} {sheet.scopeLabel}）
          </span>
        </LinkButton>
        {sheet.takeBackHref === null ? null : <TakeBackLink sheet={sheet} href={sheet.takeBackHref} />}
      </div>
      {sheet.returnedReason === null ? null : (
        <div className="review-remark col-span-full">
          <p>
            <b>差戻しの理由</b>
          </p>
          <p>
            <UserText>{sheet.returnedReason}</UserText>
          </p>
        </div>
      )}
      {remarks.length > 0 ? <Remarks title={sheet.remarksText} open={sheet.openRemarks > 0} remarks={remarks} kind={sheet.kind} /> : null}
    </article>
  );
}

const TakeBackLink = ({ sheet: { roleLabel, scopeLabel }, href }: { readonly sheet: MySheetView; readonly href: string }) => (
  <a href={href}>
    提出を取り消す
    <span className="sr-only">
      （{roleLabel} {scopeLabel}）
    </span>
  </a>
);

interface RemarksProps {
  readonly title: string;
  readonly open: boolean;
  readonly remarks: readonly SheetRemarkView[];
  readonly kind: GuidelineKind;
}

/** The remarks on a returned sheet; closed once all are worked off. */
function Remarks({ title, open, remarks, kind }: RemarksProps) {
  return (
    <details className="col-span-full" open={open}>
      <summary className="aside-text">
        <b>{title}</b>
      </summary>
      <ul className="stack gap-3 mt-2">
        {remarks.map((remark) => (
          <li className="review-remark" key={remark.id}>
            <p className="row">
              <a href={remark.href}>
                <b>{remark.itemLabel}</b>
              </a>
              <AnswerMark kind={kind} status={remark.status} />
              {remark.done ? <StatusChip tone="done">対応済み</StatusChip> : null}
            </p>
            <p>
              <UserText>{remark.text}</UserText>
            </p>
            <p className="text-ink-soft">
              <UserText>{unbroken(remark.byText)}</UserText>
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
