import type { SheetView } from "@/lib/features/sheets/cards/view";
import { itemWord } from "@/lib/labels/answer-words";
import { SheetStateChip } from "../marks/state-chips";
import { Breadcrumb } from "../ui/breadcrumb";
import { LinkButton } from "../ui/button";
import { StatusChip } from "../ui/status-chip";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";
import { LiveAnswered, LiveRest } from "./tree-marks";

/** The sheet's name, its progress and its due date. A phone has the number of examples only where the round asks for answers to them. */
export function SheetBar({ sheet, examplesAsked }: { readonly sheet: SheetView; readonly examplesAsked: boolean }) {
  return (
    <section className="sheet-bar" aria-label="点検票">
      <div className="page-width">
        <Breadcrumb steps={[{ label: "点検票", href: "/checks" }, { label: sheet.title }]} />
        <div className="grid items-end gap-x-6 gap-y-2 tree:grid-cols-[1fr_auto]">
          <div>
            <h1 className="heading-2">
              <UserText>{unbroken(sheet.title)}</UserText>
            </h1>
            <div className="row gap-y-1 text-small text-ink-soft">
              <SheetStateChip state={sheet.state} />
              <span>
                {itemWord(sheet.kind)} <LiveAnswered {...sheet.measures} />
                {sheet.examples.total > 0 ? (
                  <span className={examplesAsked ? undefined : "wide-only"}>
                    {"　具体例 "}
                    <b className="whitespace-nowrap">
                      {sheet.examples.answered}／{sheet.examples.total}件
                    </b>
                  </span>
                ) : null}
              </span>
              <Due sheet={sheet} />
              <span className="wide-only">{sheet.editionLabel}</span>
            </div>
          </div>
          {sheet.handInHref ? (
            <div>
              <LinkButton size="small" href={sheet.handInHref}>
                提出前の確認
                <LiveRest {...sheet.measures} />
              </LinkButton>
            </div>
          ) : null}
        </div>
      </div>
    </section>
  );
}

function Due({ sheet }: { readonly sheet: SheetView }) {
  if (sheet.dueText === null) return null;
  if (sheet.overdue) return <StatusChip tone="late">期限 {sheet.dueText}</StatusChip>;
  return (
    <span>
      期限 <b>{sheet.dueText}</b>
    </span>
  );
}
