import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerCountsView } from "@/lib/features/results/figures/view";
import { answerWord } from "@/lib/labels/answer-words";
import { Cell, ColumnHeading } from "../ui/table";

/** A column for each status of an answer. */
export const StatusHeadings = ({ kind }: { readonly kind: GuidelineKind }) =>
  ANSWER_STATUSES.map((status) => (
    <ColumnHeading key={status} end>
      {answerWord(kind, status)}
    </ColumnHeading>
  ));

/** How many answers have each status; null where the item was not asked. */
export const StatusCells = ({ counts }: { readonly counts: AnswerCountsView | null }) =>
  ANSWER_STATUSES.map((status) => (
    <Cell key={status} end>
      {counts === null ? "…" : counts[status]}
    </Cell>
  ));
