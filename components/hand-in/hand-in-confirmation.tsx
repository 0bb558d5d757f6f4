import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { handInAction } from "@/lib/features/sheets/hand-in/actions";
import type { HandInItem, HandInView } from "@/lib/features/sheets/hand-in/view";
import { UnsentGuard } from "./unsent-guard";

/** 提出前の確認: shows unanswered items but does not prevent handing in. */
export function HandInConfirmation(view: HandInView) {
  const { title, note, steps, answeredText, tiersText } = view;
  return (
    <>
      <PageHeader title={title} note={note} steps={steps} />
      <Panel id="hand-in" title={answeredText} note={tiersText}>
        <div className="stack">
          <Lacking view={view} />
          <p>
            <a href={`${view.backHref}/answers`}>自分の回答をすべて見る・印刷する</a>
          </p>
          <Step view={view} />
        </div>
      </Panel>
    </>
  );
}

function Lacking({ view }: { readonly view: HandInView }) {
  const { step, unanswered, unansweredExamples, itemRemarks, copied, needingReason, needingReasonText, uncounted, uncountedText } = view;
  if (step.kind === "begin") return <Notice title="まだ一つも回答していません。一つでも回答すると提出できます。" />;
  return (
    <>
      {needingReason.length > 0 && (
        <Notice tone="mistake" title={needingReasonText}>
          <ItemLinks items={needingReason} />
        </Notice>
      )}
      {itemRemarks.length > 0 && (
        <Notice tone="returned" title={view.itemRemarksText}>
          <p>このまま提出することもできます。確認する人には、対応済みの印も返事もない所見として見えます。</p>
          <ItemLinks items={itemRemarks} />
        </Notice>
      )}
      {copied.length > 0 && (
        <Notice title={view.copiedText}>
          <p>確かめるまで、未回答と数えます。</p>
          <ItemLinks items={copied} />
        </Notice>
      )}
      {unanswered.length > 0 && (
        <Notice title={`未回答の項目が${unanswered.length}件あります。${step.kind === "handIn" ? "このまま提出することもできます。" : ""}`}>
          <ItemLinks items={unanswered} />
        </Notice>
      )}
      {unansweredExamples.length > 0 && (
        <Notice title={view.unansweredExamplesText}>
          {step.kind === "handIn" ? <p>このまま提出することもできます。</p> : null}
          <ItemLinks items={unansweredExamples} />
        </Notice>
      )}
      {uncounted.length > 0 && (
        <Notice title={uncountedText}>
          <p>回答は消えません。差し戻されて項目が別の回答になると、そのまま元に戻ります。数えるときは、提出の前に項目の回答を直してください。</p>
          <ItemLinks items={uncounted.map(({ examples, label, ...item }) => ({ ...item, label: `${label}（具体例の回答${examples}件）` }))} />
        </Notice>
      )}
    </>
  );
}

function Step({
  view: { sheetId, accountId, step, replied, undoText, unansweredTotal, unansweredExamplesTotal, uncountedTotal, backHref },
}: {
  readonly view: HandInView;
}) {
  if (step.kind !== "handIn") {
    return (
      <p className="row">
        <LinkButton rank="primary" href={step.href}>
          {step.button}
        </LinkButton>
        {step.kind === "begin" ? null : <LinkButton href={backHref}>回答に戻る</LinkButton>}
      </p>
    );
  }
  return (
    <UnsentGuard accountId={accountId} sheetId={sheetId} replied={replied}>
      <ActionForm action={handInAction.bind(null, sheetId)} label="提出">
        <input type="hidden" name="confirmedUnanswered" value={unansweredTotal} />
        <input type="hidden" name="confirmedUnansweredExamples" value={unansweredExamplesTotal} />
        <input type="hidden" name="confirmedSetAside" value={uncountedTotal} />
        <p className="row">
          <Button type="submit" rank="primary">
            {step.button}
          </Button>
          <LinkButton href={backHref}>回答に戻る</LinkButton>
        </p>
        <p className="aside-text">{undoText}</p>
      </ActionForm>
    </UnsentGuard>
  );
}

function ItemLinks({ items }: { readonly items: readonly HandInItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id}>
          <a href={item.href}>{item.label}</a>
        </li>
      ))}
    </ul>
  );
}
