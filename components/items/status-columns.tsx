import { ANSWER_STATUSES } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerCountsView } from "@/lib/features/results/figures/view";
import { answerWord } from "@/lib/labels/answer-words";
import { withAnswer } from "@/lib/labels/item-addresses";
import { Cell, ColumnHeading } from "../ui/table";

/** A column for each status of an answer. */
export const StatusHeadings = ({ kind }: { readonly kind: GuidelineKind }) =>
  ANSWER_STATUSES.map((status) => (
    <ColumnHeading key={status} end>
      {answerWord(kind, status)}
    </ColumnHeading>
  ));

interface StatusCellsProps {
  readonly counts: AnswerCountsView | null;
  /** The page of the item, on which the answers of one status can be shown; null where the reader does not see them. */
  readonly href: string | null;
  readonly code: string;
  readonly kind: GuidelineKind;
}

/** How many answers have each status, each leading to them where the reader sees them; null where the item was not asked. */
export const StatusCells = ({ counts, href, code, kind }: StatusCellsProps) =>
  ANSWER_STATUSES.map((status) => (
    <Cell key={status} end>
      {counts === null ? (
        "…"
      ) : counts[status] === 0 || href === null ? (
        counts[status]
      ) : (
        <a href={withAnswer(href, status)}>
          {counts[status]}
          <span className="sr-only">
            （{code}の{answerWord(kind, status)}）
          </span>
        </a>
      )}
    </Cell>
  ));
