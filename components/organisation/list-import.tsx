"use client";

import { type ReactNode, useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { useSender } from "@/components/ui/form-sender";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { FileField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";
import { type Answered, applyFile, type Chosen, type ListOutcome, newestOnly, type Problem, previewFile } from "./chosen-file";

type Step<Outcome> = { readonly kind: "choose" | "previewing" | "importing" } | Answered<Outcome>;

interface ListImportProps<Outcome> {
  readonly id: string;
  /** Below `/api/v1`. */
  readonly address: string;
  readonly title: string;
  readonly hint: string;
  /** What the list does or has done, with the button that does it. */
  readonly changes: (outcome: Outcome, confirmation: ReactNode) => ReactNode;
  readonly nothing: (outcome: Outcome) => boolean;
  readonly backHref: string;
}

/** Selects a list, previews its changes, and imports what was previewed. */
export function ListImport<Outcome extends ListOutcome>({ id, address, title, hint, changes, nothing, backHref }: ListImportProps<Outcome>) {
  // Nobody's account has no name, so that a page without a visitor sends nothing that is taken.
  const to = { address, account: useSender() ?? "" };
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [step, setStep] = useState<Step<Outcome>>({ kind: "choose" });
  const [newest] = useState(newestOnly);
  const preview = async (file: File, ignoreColumns: "0" | "1"): Promise<void> => {
    setStep({ kind: "previewing" });
    const previewed = await newest(() => previewFile<Outcome>(to, file, ignoreColumns));
    if (previewed === null) return;
    setChosen(previewed.chosen);
    setStep(previewed.step);
  };
  const apply = async (previewed: Chosen, hash: string): Promise<void> => {
    setStep({ kind: "importing" });
    setStep(await applyFile<Outcome>(to, previewed, hash));
  };
  return (
    <div className="stack">
      <Panel id="choose" title={title}>
        <FileField
          id={id}
          label="CSV ファイル"
          hint={hint}
          accept=".csv,text/csv"
          // What becomes of the import has to be seen before another file takes its place.
          disabled={step.kind === "importing"}
          // A browser does not report that the same name was chosen again, unless the choice before is forgotten.
          onClick={(event) => {
            event.currentTarget.value = "";
          }}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void preview(file, "0");
          }}
        />
      </Panel>
      <div aria-live="polite" className="stack">
        {step.kind === "previewing" || step.kind === "importing" ? <p role="status">一覧を確かめています…</p> : null}
        {step.kind === "refused" ? (
          <Problems {...step.problem}>
            {chosen && step.problem.list.length > 0 ? (
              <Button onClick={() => void preview(chosen.file, "1")}>
                <UserText>{step.problem.list.join("、")}</UserText>
                を使わずに確かめる
              </Button>
            ) : null}
            {chosen && step.problem.signIn ? <SignInAgain onAgain={() => void preview(chosen.file, chosen.ignoreColumns)} /> : null}
          </Problems>
        ) : null}
        {step.kind === "preview" && chosen
          ? changes(
              step.outcome,
              nothing(step.outcome) ? (
                <p>変わるところはありません。</p>
              ) : (
                <div className="row">
                  <Button rank="primary" onClick={() => void apply(chosen, step.outcome.hash)}>
                    この内容で取り込む
                  </Button>
                  <LinkButton href={backHref}>取り込まずに戻る</LinkButton>
                </div>
              ),
            )
          : null}
        {step.kind === "done" ? changes(step.outcome, null) : null}
      </div>
    </div>
  );
}

function Problems({ detail, fields: found, children }: Problem & { readonly children?: ReactNode }) {
  const fields = found.filter(({ message }) => message !== detail);
  return (
    <Notice tone="mistake" role="alert" title={detail}>
      {fields.length > 0 ? (
        <ul>
          {fields.map(({ path, message }) => (
            <li key={path + message}>
              {path}：<UserText>{message}</UserText>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </Notice>
  );
}

/** The way on for who opened the page; the file stays chosen. */
const SignInAgain = ({ onAgain }: { readonly onAgain: () => void }) => (
  <>
    <p>
      <a href="/login?error=KeptForm" target="_blank" rel="noreferrer">
        別のタブで、この画面を開いた人としてサインインする
      </a>
      　サインインしたら、このタブに戻って、もう一度確かめてください。
    </p>
    <p>
      <Button onClick={onAgain}>もう一度確かめる</Button>
    </p>
  </>
);
