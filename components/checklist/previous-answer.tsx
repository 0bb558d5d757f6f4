import { UserText } from "@/components/ui/user-text";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { PreviousAnswerView } from "@/lib/features/sheets/cards/view";
import { AnswerMark } from "../marks/answer-mark";

export function PreviousAnswer({ kind, previous }: { readonly kind: GuidelineKind; readonly previous: PreviousAnswerView }) {
  return (
    <>
      <span>前回（{previous.dateText}）</span>
      <AnswerMark kind={kind} status={previous.status} />
      {previous.reason ? (
        <span>
          「<UserText>{previous.reason}</UserText>」
        </span>
      ) : null}
    </>
  );
}
