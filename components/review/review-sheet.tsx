import { SheetStateChip } from "@/components/checking/state-chips";
import { ReviewItem } from "@/components/review/review-item";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TextArea } from "@/components/ui/text-field";
import { acceptSheetsAction, returnSheetAction } from "@/lib/features/review/actions";
import type { ReviewSheetView } from "@/lib/features/review/view";

/** One sheet for its reviewer: answers to read, remarks to write, then accept or return. */
export function ReviewSheet(view: ReviewSheetView) {
  const { sheetId, title, note, state, kind, returnedReason, answered, measures, decision, mayRemark, mayTick, items } = view;
  return (
    <>
      <PageHeader title={title} note={note} steps={[{ label: "確認する点検票", href: "/operator/review" }, { label: title }]}>
        <SheetStateChip state={state} />
      </PageHeader>
      <div className="stack">
        {returnedReason !== null && (
          <Notice tone="returned" title="差戻しの理由">
            <p className="keeps-lines">{returnedReason}</p>
          </Notice>
        )}
        <Panel id="items" title="回答" note={`${kind === "policy" ? "項目" : "対策項目"}${measures}件のうち${answered}件に回答`}>
          {items.map((item) => (
            <ReviewItem key={item.itemId} sheetId={sheetId} kind={kind} item={item} mayRemark={mayRemark} mayTick={mayTick} />
          ))}
        </Panel>
        {decision.possible ? (
          <Panel id="decision" title="この点検票をどうしますか">
            <div className="stack">
              <ActionForm action={acceptSheetsAction} label="受理">
                <input type="hidden" name="sheetIds" value={sheetId} />
                <Button type="submit" rank="primary">
                  受理する
                </Button>
              </ActionForm>
              <ActionForm action={returnSheetAction.bind(null, sheetId)} label="差戻し">
                <TextArea id="return-reason" name="reason" label="差し戻す理由" hint="回答した人に見えます。直してほしい項目には、項目の所見も書けます。" maxLength={1000} required />
                <Button type="submit">差し戻す</Button>
              </ActionForm>
            </div>
          </Panel>
        ) : (
          <Notice>{decision.why}</Notice>
        )}
      </div>
    </>
  );
}
