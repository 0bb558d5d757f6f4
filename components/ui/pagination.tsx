import { LinkButton } from "./button";
import { Icon } from "./icon";

export function Pagination({
  summary,
  previousHref,
  nextHref,
  name = "ページ",
}: {
  /** `41–80件／193件`. */
  readonly summary: string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  /** Distinguishes several on one page. */
  readonly name?: string;
}) {
  return (
    <nav className="pagination" aria-label={name}>
      {previousHref ? (
        <LinkButton size="small" href={previousHref} rel="prev">
          <Icon name="previous" />
          前のページ
        </LinkButton>
      ) : null}
      <span className="aside-text">{summary}</span>
      {nextHref ? (
        <LinkButton size="small" href={nextHref} rel="next">
          次のページ
          <Icon name="next" />
        </LinkButton>
      ) : null}
    </nav>
  );
}
