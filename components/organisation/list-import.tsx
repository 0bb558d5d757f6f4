"use client";

import { type ReactNode, useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { FileField } from "@/components/ui/text-field";
import { UserText } from "@/components/ui/user-text";

interface Problem {
  readonly detail: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** Headings of columns that the list may do without. */
  readonly list: readonly string[];
}

/** What every import answers, previewed or done. */
export interface ListOutcome {
  readonly applied: boolean;
  readonly hash: string;
  readonly ignoredColumns: readonly string[];
}

type Step<Outcome> =
  | { readonly kind: "choose" }
  | { readonly kind: "busy" }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "preview" | "done"; readonly outcome: Outcome };

const said = (detail: string): { readonly kind: "refused"; readonly problem: Problem } => ({ kind: "refused", problem: { detail, fields: [], list: [] } });
const UNREACHABLE = said("ポータルとつながりません。つながってから、もう一度選んでください。何も取り込んでいません。");
const UNREADABLE = said("ファイルを読めません。ほかのソフトが開いていないか確かめて、もう一度選んでください。何も取り込んでいません。");
const CHANGED = said("選んだ後に、ファイルが変わったか移されました。もう一度選んで、変わるところを確かめてください。何も取り込んでいません。");

const read = (file: File): Promise<ArrayBuffer | null> => file.arrayBuffer().catch(() => null);

const same = (one: ArrayBuffer, other: ArrayBuffer): boolean => {
  const [left, right] = [new Uint8Array(one), new Uint8Array(other)];
  return left.length === right.length && left.every((byte, place) => byte === right[place]);
};

async function send<Outcome extends ListOutcome>(address: string, bytes: ArrayBuffer, query: Readonly<Record<string, string>>): Promise<Step<Outcome>> {
  try {
    const asked = `/api/v1${address}?${new URLSearchParams(query)}`;
    const response = await fetch(asked, { method: "POST", headers: { "content-type": "text/csv" }, body: bytes });
    const body = (await response.json()) as Outcome & Partial<Problem>;
    if (!response.ok)
      return { kind: "refused", problem: { detail: body.detail ?? UNREACHABLE.problem.detail, fields: body.fields ?? [], list: body.list ?? [] } };
    return { kind: body.applied ? "done" : "preview", outcome: body };
  } catch {
    return UNREACHABLE;
  }
}

/** The file as it was when it was chosen: what is previewed and what is imported. */
interface Chosen {
  readonly file: File;
  readonly bytes: ArrayBuffer;
  readonly ignoreColumns: "0" | "1";
}

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
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [step, setStep] = useState<Step<Outcome>>({ kind: "choose" });
  const preview = async (file: File, ignoreColumns: "0" | "1"): Promise<void> => {
    setStep({ kind: "busy" });
    const bytes = await read(file);
    setChosen(bytes && { file, bytes, ignoreColumns });
    setStep(bytes ? await send<Outcome>(address, bytes, { dryRun: "1", ignoreColumns }) : UNREADABLE);
  };
  const apply = async ({ file, bytes, ignoreColumns }: Chosen, hash: string): Promise<void> => {
    setStep({ kind: "busy" });
    const now = await read(file);
    setStep(now && same(now, bytes) ? await send<Outcome>(address, bytes, { dryRun: "0", ignoreColumns, hash }) : CHANGED);
  };
  return (
    <div className="stack">
      <Panel id="choose" title={title}>
        <FileField
          id={id}
          label="CSV ファイル"
          hint={hint}
          accept=".csv,text/csv"
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
        {step.kind === "busy" ? <p role="status">一覧を確かめています…</p> : null}
        {step.kind === "refused" ? (
          <Problems {...step.problem}>
            {chosen && step.problem.list.length > 0 ? (
              <Button onClick={() => void preview(chosen.file, "1")}>
                <UserText>{step.problem.list.join("、")}</UserText>
                を使わずに確かめる
              </Button>
            ) : null}
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
