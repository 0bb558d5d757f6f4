import type { LateRow, LatesView } from "@/lib/features/surveys/late-corrections/view";
import { Pagination } from "../ui/pagination";
import { StatusChip } from "../ui/status-chip";
import { unbroken } from "../ui/unbroken";
import { UserText } from "../ui/user-text";

/** The operators that were let in after the closing. */
export function LateCorrections({ rows, pager }: LatesView) {
  return (
    <section className="grid max-w-3xl gap-3" id="late" aria-labelledby="late-title">
      <h3 className="heading-3" id="late-title">
        締切後の受付
      </h3>
      <p>
        締め切ったまま、1者だけの訂正か提出を、日を決めて1回受け付けられます。提出した事業者は「事業者別の結果」から、まだの事業者は「まだ提出がない事業者」から選びます。
      </p>
      {rows.length === 0 ? null : (
        <ul className="grid gap-3">
          {rows.map((late) => (
            <li key={late.id}>
              <a href={late.href}>
                <UserText>{late.operatorName}</UserText>
              </a>{" "}
              <LateTexts late={late} />
            </li>
          ))}
        </ul>
      )}
      {pager.previousHref === null && pager.nextHref === null ? null : <Pagination {...pager} name="締切後の受付のページ" />}
    </section>
  );
}

/** What was let in, why, and what became of it. */
export const LateTexts = ({ late }: { readonly late: LateRow }) => (
  <>
    <StatusChip tone={late.state.tone}>{late.state.words}</StatusChip> {unbroken(late.text)}
    <p className="aside-text">
      理由：<UserText>{late.reason}</UserText>
    </p>
    {late.withdrawnReason === null ? null : (
      <p className="aside-text">
        取り消した理由：<UserText>{late.withdrawnReason}</UserText>
      </p>
    )}
  </>
);
