import type { PreparationView, PreparingView } from "@/lib/features/tasks/my-tasks/view";
import { LinkButton } from "../ui/button";

const SAID = { done: "済み", current: "今ここ", ahead: "これから" } as const;

/** On the pages of the steps: how far they are, and the way back to them. */
export const Preparing = ({ preparing }: { readonly preparing: PreparingView | null }) =>
  preparing === null ? null : (
    <p className="row pt-3 text-small">
      <b>{preparing.text}</b>
      <a href={preparing.href}>はじめの準備に戻る</a>
    </p>
  );

/** はじめの準備: numbered steps, of which the present one has the filled button. */
export function Preparations({ steps }: { readonly steps: readonly PreparationView[] }) {
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <section className="stack gap-3" aria-labelledby="preparations-title">
      <h2 className="heading-2" id="preparations-title">
        {`${steps.length}つのうち${done}つ済み`}
      </h2>
      <p className="aside-text">順に進めると、最初の点検票を配れます。途中でやめても、続きから始められます。</p>
      <ol className="stack gap-2.5">
        {steps.map((step, index) => (
          <li key={step.id} className="panel task preparation" data-state={step.state}>
            <span className="preparation-mark" role="img" aria-label={`${index + 1}、${SAID[step.state]}`}>
              {step.state === "done" ? "✓" : index + 1}
            </span>
            <div className="stack gap-1">
              <h3 className="heading-3">{step.title}</h3>
              <p className="aside-text">{step.text}</p>
            </div>
            <LinkButton rank={step.state === "current" ? "primary" : "secondary"} href={step.href}>
              {step.button}
            </LinkButton>
          </li>
        ))}
      </ol>
    </section>
  );
}
