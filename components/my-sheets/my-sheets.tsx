import type { EmptyChecksView, MySheetsView, NextSheetView } from "@/lib/features/sheets/mine/view";
import { LinkButton } from "../ui/button";
import { FigureList } from "../ui/definition-list";
import { Details } from "../ui/details";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { NextAction } from "../ui/next-action";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Panel } from "../ui/panel";
import { StatusChip } from "../ui/status-chip";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { SheetEntry } from "./sheet-entry";

export function MySheets({ title, note, handedIn, changes, next, review, open, done, missed, earlier, dates, empty }: MySheetsView) {
  const nothing = [open, done, missed, earlier].every((sheets) => sheets.length === 0);
  return (
    <>
      {handedIn === null ? null : (
        <div className="pt-4">
          <Notice tone="done" role="status" title={handedIn} />
        </div>
      )}
      <PageHeader title={title} note={note} />
      <Changes changes={changes} />
      {review === null ? null : <Review review={review} alone={next === null} />}
      {nothing ? (
        <Empty empty={empty} />
      ) : (
        <div className="stack items-start guide:grid-cols-[minmax(0,1fr)_18.5rem]">
          <div className="stack">
            {next ? <Next next={next} /> : <Empty empty={empty} />}
            <Sheets title="提出していない点検票" sheets={open} />
            <Sheets title="提出した点検票" sheets={done} />
            <Sheets title="受付が終わった点検票" sheets={missed} />
            {earlier.length === 0 ? null : (
              <Details summary={`前回までの点検票　${earlier.length}枚`}>
                <SheetList sheets={earlier} />
              </Details>
            )}
          </div>
          {dates.length > 0 ? (
            <div className="stack">
              <Panel id="dates" title={<span className="heading-3">これからの日程</span>}>
                <FigureList kind="date" entries={dates.map(({ dateText, label }) => ({ term: dateText, description: label }))} />
              </Panel>
            </div>
          ) : null}
        </div>
      )}
    </>
  );
}

/** Changes of cycles since the sheets were handed out. */
function Changes({ changes }: Pick<MySheetsView, "changes">) {
  if (changes.length === 0) return null;
  return (
    <div className="mb-5">
      <Notice title="点検の回に変更がありました">
        <ul className="stack gap-1.5">
          {changes.map(({ id, text }) => (
            <li key={id}>
              <UserText>{unbroken(text)}</UserText>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

/** Others' sheets to review: the main action if the visitor has no open sheet. */
function Review({ review: { text, href }, alone }: { readonly review: NonNullable<MySheetsView["review"]>; readonly alone: boolean }) {
  if (!alone) {
    return (
      <div className="mb-5">
        <Notice>
          {text}　<a href={href}>点検票を確かめる</a>
        </Notice>
      </div>
    );
  }
  return (
    <div className="mb-5">
      <NextAction
        title={text}
        action={
          <LinkButton rank="primary" href={href}>
            点検票を確かめる
          </LinkButton>
        }
      >
        <p>内容を読み、受理するか、理由を書いて差し戻します。</p>
      </NextAction>
    </div>
  );
}

function Next({ next }: { readonly next: NextSheetView }) {
  return (
    <NextAction
      title={next.title}
      action={
        <LinkButton rank="primary" href={next.href}>
          {next.button}
          <Icon name="next" />
        </LinkButton>
      }
    >
      <p>{next.text}</p>
      <p className="row">
        {next.dueText ? <StatusChip tone={next.pressing ? "late" : "active"}>{next.dueText}</StatusChip> : null}
        {next.effortText ? <span className="aside-text">{next.effortText}</span> : null}
      </p>
    </NextAction>
  );
}

function Sheets({ title, sheets }: { readonly title: string; readonly sheets: MySheetsView["open"] }) {
  if (sheets.length === 0) return null;
  return (
    <section className="stack gap-3" aria-label={title}>
      <h2 className="heading-2">
        {title}　{sheets.length}枚
      </h2>
      <SheetList sheets={sheets} />
    </section>
  );
}

const SheetList = ({ sheets }: { readonly sheets: MySheetsView["open"] }) => (
  <ul className="grid gap-3">
    {sheets.map((sheet) => (
      <li key={sheet.id}>
        <SheetEntry sheet={sheet} />
      </li>
    ))}
  </ul>
);

function Empty({ empty }: { readonly empty: EmptyChecksView }) {
  return (
    <EmptyState
      title={empty.title}
      help={empty.help}
      actions={empty.actions.map((action) => (
        <LinkButton key={action.href} href={action.href}>
          {action.label}
        </LinkButton>
      ))}
    >
      {empty.text}
    </EmptyState>
  );
}
