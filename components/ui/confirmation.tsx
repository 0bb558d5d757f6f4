import type { ReactNode } from "react";
import { Button, LinkButton } from "./button";
import { Panel } from "./panel";

/** What is asked before something is done; where it cannot be done, why, with the way back. */
export function Confirmation({
  id,
  title,
  dates,
  problem,
  back,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly dates: string;
  readonly problem: string | null;
  readonly back: { readonly label: string; readonly href: string };
  readonly children: ReactNode;
}) {
  return (
    <Panel id={id} title={title} note={dates}>
      <div className="stack">
        {problem === null ? (
          children
        ) : (
          <>
            <p>{problem}</p>
            <p>
              <LinkButton href={back.href}>{back.label}</LinkButton>
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}

/** Goes on, or back without doing it. */
export function ConfirmationButtons({ button, back }: { readonly button: ReactNode; readonly back: { readonly label: string; readonly href: string } }) {
  return (
    <p className="row">
      <Button type="submit" rank="primary">
        {button}
      </Button>
      <LinkButton href={back.href}>{back.label}</LinkButton>
    </p>
  );
}
