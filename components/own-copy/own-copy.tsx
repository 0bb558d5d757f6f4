import type { ReactNode } from "react";
import type { CopiedAnswerView, OwnCopyView } from "@/lib/features/sheets/own-copy/view";
import { AnswerMark } from "../marks/answer-mark";
import { Breadcrumb } from "../ui/breadcrumb";
import { LinkButton } from "../ui/button";
import { DefinitionList } from "../ui/definition-list";
import { PrintButton } from "../ui/print-button";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { Signature } from "../ui/whole";
import { Unhydrated } from "../unhydrated/unhydrated";

/** All answers of a sheet, the same on screen and on paper. */
export function OwnCopy(view: OwnCopyView) {
  const { title, note, steps, cover, csvHref, backHref, handInHref, sections } = view;
  return (
    <>
      <Breadcrumb steps={steps} />
      <div className="row not-printed pb-4">
        <PrintButton />
        <LinkButton size="small" href={csvHref} download>
          CSVで保存する
        </LinkButton>
        <span className="row ml-auto">
          <LinkButton size="small" href={backHref}>
            点検票に戻る
          </LinkButton>
          {handInHref === null ? null : (
            <LinkButton size="small" href={handInHref}>
              提出前の確認に進む
            </LinkButton>
          )}
        </span>
      </div>
      <Unhydrated>
        <article className="document">
          <h1 className="heading-1">
            <UserText>{unbroken(title)}</UserText>
          </h1>
          <p>
            <bdi>{unbroken(note)}</bdi>
          </p>
          <DefinitionList entries={cover} />
          <h2>回答の数</h2>
          <Counts view={view} />
          <h2>回答</h2>
          {sections.map(({ key, heading, items, elsewhere }) => (
            <section key={key} aria-labelledby={`section-${key}`}>
              <h3 id={`section-${key}`}>{heading}</h3>
              {items.map((item) => (
                <Measure key={item.id} measure={item} kind={view.kind}>
                  <Answer answer={item} kind={view.kind} />
                </Measure>
              ))}
              {elsewhere.map((measure) => (
                <Measure key={measure.id} measure={measure} kind={view.kind}>
                  <p className="text-small">ほかの担当が回答する項目です。この点検票では、次の具体例に回答しています。</p>
                </Measure>
              ))}
            </section>
          ))}
        </article>
      </Unhydrated>
    </>
  );
}

interface MeasureProps {
  readonly measure: OwnCopyView["sections"][number]["elsewhere"][number];
  readonly kind: OwnCopyView["kind"];
  /** The answer to it, or why it has none. */
  readonly children: ReactNode;
}

const Measure = ({ measure: { label, paragraphs, examples }, kind, children }: MeasureProps) => (
  <article className="copied-answer">
    <h4>{label}</h4>
    <blockquote className="guideline-text">
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </blockquote>
    {children}
    {examples.length === 0 ? null : (
      <ul>
        {examples.map((example) => (
          <li key={example.id}>
            {example.label}
            <Answer answer={example} kind={kind} />
          </li>
        ))}
      </ul>
    )}
  </article>
);

const Counts = ({ view: { counts, kind } }: { readonly view: OwnCopyView }) => (
  <dl className="definition-list">
    {counts.flatMap(({ label, total, counts: each }) => [
      <dt key={`${label}-term`}>
        {label}　{total}件
      </dt>,
      <dd key={label} className="row">
        {each.map(({ status, count }) => (
          <span key={status ?? "unanswered"}>
            <AnswerMark kind={kind} status={status} /> <b>{count}</b>件
          </span>
        ))}
      </dd>,
    ])}
  </dl>
);

const Answer = ({ answer: { status, uncountedText, texts, byText }, kind }: { readonly answer: CopiedAnswerView; readonly kind: OwnCopyView["kind"] }) => (
  <div className="text-small">
    <p className="row">
      <AnswerMark kind={kind} status={status} />
      {uncountedText === null ? null : <span>{uncountedText}</span>}
      <span className="aside-text">
        <Signature text={byText} />
      </span>
    </p>
    {texts.map(({ term, text }) => (
      <p key={term}>
        {term}：<bdi>{text}</bdi>
      </p>
    ))}
  </div>
);
