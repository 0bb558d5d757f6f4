import { ActionForm } from "@/components/ui/action-form";
import { Button, LinkButton } from "@/components/ui/button";
import { acceptSheetAction } from "@/lib/features/sheets/review/actions";
import type { ReviewSheetView } from "@/lib/features/sheets/review/view";
import { ReviewKeys } from "./review-keys";
import { SeenProgress } from "./seen";

/** Stays at the bottom: what was answered, what can be decided now, and the next sheet. */
export function DecisionBar({ view }: { readonly view: ReviewSheetView }) {
  const { sheetId, answered, measures, remarksText, returnsFor, decision, next, mayRemark, shortcuts } = view;
  return (
    <section className="action-bar mt-5" aria-labelledby="decision-bar-title">
      <h2 className="sr-only" id="decision-bar-title">
        この点検票の判断
      </h2>
      <div className="page-width row">
        <SeenProgress remarksText={remarksText}>
          <span className="text-small max-phone:hidden">
            回答 {answered}／{measures}件・{remarksText}
          </span>
        </SeenProgress>
        {shortcuts ? (
          <span className="action-keys" aria-hidden="true">
            <span>
              <kbd>J</kbd> <kbd>K</kbd> 次・前
            </span>
            {mayRemark ? (
              <span>
                <kbd>R</kbd> 所見
              </span>
            ) : null}
            <span>
              <kbd>?</kbd> 一覧
            </span>
          </span>
        ) : null}
        <div className="row ml-auto gap-2">
          {decision.possible && decision.accepts ? (
            <ActionForm leaves action={acceptSheetAction.bind(null, sheetId)} label="受理">
              <Button type="submit" size="small" rank={returnsFor === 0 ? "primary" : "secondary"}>
                受理する
              </Button>
            </ActionForm>
          ) : null}
          {decision.possible ? (
            <LinkButton size="small" href="#decision" rank={returnsFor === 0 ? "secondary" : "primary"}>
              {returnsFor === 0 ? "差戻しに進む" : `所見${returnsFor}件で差し戻す`}
            </LinkButton>
          ) : null}
          {next === null ? null : (
            <LinkButton size="small" href={next.href}>
              <span>
                次<span className="max-phone:hidden">の点検票</span>（残り{next.others}枚）
              </span>
            </LinkButton>
          )}
        </div>
      </div>
      {shortcuts ? <ReviewKeys mayRemark={mayRemark} /> : null}
    </section>
  );
}
