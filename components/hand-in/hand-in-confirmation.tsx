import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { handInAction } from "@/lib/features/hand-in/actions";
import type { HandInItem, HandInView } from "@/lib/features/hand-in/view";

/** 提出前の確認: what is unanswered is shown, not forbidden. */
export function HandInConfirmation({ sheetId, title, note, answered, total, unanswered, needingReason, backHref }: HandInView) {
  return (
    <>
      <PageHeader title={title} note={note} steps={[{ label: "点検票", href: "/checks" }, { label: "提出前の確認" }]} />
      <Panel id="hand-in" title={`対策項目 ${total}件のうち ${answered}件に回答しました`}>
        <div className="stack">
          {needingReason.length > 0 && (
            <Notice tone="mistake" title={`「該当なし」の理由がない項目が${needingReason.length}件あります。理由を入力すると提出できます。`}>
              <ItemLinks items={needingReason} />
            </Notice>
          )}
          {unanswered.length > 0 && (
            <Notice title={`未回答の項目が${unanswered.length}件あります。このまま提出することもできます。`}>
              <ItemLinks items={unanswered} />
            </Notice>
          )}
          <ActionForm action={handInAction.bind(null, sheetId)} label="提出">
            <input type="hidden" name="confirmedUnanswered" value={unanswered.length} />
            <p className="row">
              <Button type="submit" rank="primary">
                {unanswered.length > 0 ? `未回答 ${unanswered.length}件のまま提出する` : "提出する"}
              </Button>
              <LinkButton href={backHref}>回答に戻る</LinkButton>
            </p>
          </ActionForm>
        </div>
      </Panel>
    </>
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
