import { ActionForm } from "@/components/ui/action-form";
import { Button, TextButton } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { StatusChip } from "@/components/ui/status-chip";
import { TextArea } from "@/components/ui/text-area";
import { UserText } from "@/components/ui/user-text";
import { Signature } from "@/components/ui/whole";
import { LONGEST_ITEM_REMARK } from "@/lib/domain/checking/answer";
import { addRemarkAction, withdrawRemarkAction } from "@/lib/features/sheets/review/actions";
import type { ReviewedRemarkView, ReviewItemView } from "@/lib/features/sheets/review/view";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";

interface RemarksProps {
  readonly sheetId: string;
  readonly item: ReviewItemView;
  readonly mayRemark: boolean;
}

/** The reviewers' remarks on an item with the respondents' replies, and the form for another one. */
export function Remarks({ sheetId, item: { itemId, code, heading, remarks }, mayRemark }: RemarksProps) {
  const requirement = `${code} ${heading}`;
  return (
    <div className="stack gap-2">
      <WrittenRemarks sheetId={sheetId} requirement={requirement} remarks={remarks} mayRemark={mayRemark} />
      {mayRemark && (
        <Details summary="所見を書く">
          <ActionForm empties action={addRemarkAction.bind(null, sheetId, itemId)} label={`${requirement}の所見`}>
            <TextArea
              id={`remark-${itemId}`}
              name="text"
              label="所見"
              hint={`回答した人に見えます。再び提出されたあとも残ります。${UNDONE_UNTIL["itemRemark.write"]}`}
              maxLength={LONGEST_ITEM_REMARK}
              required
            />
            <Button type="submit" size="small">
              所見を書く
            </Button>
          </ActionForm>
        </Details>
      )}
    </div>
  );
}

interface WrittenRemarksProps {
  readonly sheetId: string;
  /** Of what they are about. */
  readonly requirement: string;
  readonly remarks: readonly ReviewedRemarkView[];
  readonly mayRemark: boolean;
}

/** Remarks with the replies to them, each to be withdrawn. */
export const WrittenRemarks = ({ sheetId, requirement, remarks, mayRemark }: WrittenRemarksProps) =>
  remarks.map((remark) => (
    <div key={remark.id}>
      <p>
        {remark.withdrawnText === null ? null : <span className="aside-text">取り下げた所見：</span>}
        <UserText>{remark.text}</UserText>
        <span className="aside-text">
          　<Signature text={remark.byText} />
        </span>
      </p>
      {mayRemark ? <Withdrawal sheetId={sheetId} requirement={requirement} remark={remark} /> : <WithdrawnBy text={remark.withdrawnText} />}
      {remark.response === null ? null : <Response response={remark.response} />}
    </div>
  ));

function Response({ response: { done, reply, byText } }: { readonly response: NonNullable<ReviewedRemarkView["response"]> }) {
  return (
    <p className="row gap-x-2 gap-y-0.5">
      {done ? <StatusChip tone="done">対応済み</StatusChip> : null}
      {reply === null ? null : (
        <span>
          返事：<UserText>{reply}</UserText>
        </span>
      )}
      <span className="aside-text">
        <Signature text={byText} />
      </span>
    </p>
  );
}

interface WithdrawalProps extends Pick<WrittenRemarksProps, "sheetId" | "requirement"> {
  readonly remark: ReviewedRemarkView;
}

/** The form stays when the remark was withdrawn, so that its message does. */
function Withdrawal({ sheetId, requirement, remark }: WithdrawalProps) {
  return (
    <ActionForm
      action={withdrawRemarkAction.bind(null, sheetId, remark.id)}
      {...(remark.withdrawnText === null ? { label: `${requirement}の所見（${remark.byText}）の取下げ` } : {})}
      className="row"
    >
      {remark.withdrawnText === null ? <TextButton type="submit">この所見を取り下げる</TextButton> : <WithdrawnBy text={remark.withdrawnText} />}
    </ActionForm>
  );
}

function WithdrawnBy({ text }: { readonly text: string | null }) {
  return text === null ? null : (
    <p className="row gap-x-2 gap-y-0.5">
      <StatusChip>取り下げました</StatusChip>
      <span className="aside-text">
        <Signature text={text} />
      </span>
    </p>
  );
}
