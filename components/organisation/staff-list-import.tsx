"use client";

import { useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { FileField } from "@/components/ui/text-field";
import type { ImportOutcome } from "@/lib/features/organisation/record/schema";
import { StaffListChanges } from "./staff-list-changes";

interface Problem {
  readonly detail: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
}
type Step =
  | { readonly kind: "choose" }
  | { readonly kind: "busy" }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "preview" | "done"; readonly outcome: ImportOutcome };

const UNREACHABLE: Problem = { detail: "ポータルとつながりません。つながってから、もう一度選んでください。何も取り込んでいません。", fields: [] };

async function send(file: File, dryRun: boolean): Promise<Step> {
  try {
    const response = await fetch(`/api/v1/people/import?dryRun=${dryRun ? "1" : "0"}`, { method: "POST", headers: { "content-type": "text/csv" }, body: file });
    const body = (await response.json()) as ImportOutcome & Partial<Problem>;
    if (!response.ok) return { kind: "refused", problem: { detail: body.detail ?? UNREACHABLE.detail, fields: body.fields ?? [] } };
    return { kind: dryRun ? "preview" : "done", outcome: body };
  } catch {
    return { kind: "refused", problem: UNREACHABLE };
  }
}

/** Selects a list, previews its changes, and imports it. */
export function StaffListImport() {
  const [file, setFile] = useState<File | null>(null);
  const [step, setStep] = useState<Step>({ kind: "choose" });
  const go = async (chosen: File, dryRun: boolean): Promise<void> => {
    setStep({ kind: "busy" });
    setStep(await send(chosen, dryRun));
  };
  return (
    <div className="stack">
      <Panel id="choose" title="名簿を選ぶ">
        <FileField
          id="staff-list"
          label="CSV ファイル"
          hint="UTF-8 か Shift_JIS、5 MB・10,000 人まで。選ぶと、取り込む前に変更を示します。"
          accept=".csv,text/csv"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0] ?? null;
            setFile(chosen);
            if (chosen) void go(chosen, true);
          }}
        />
      </Panel>
      <div aria-live="polite" className="stack">
        {step.kind === "busy" ? <p role="status">名簿を確かめています…</p> : null}
        {step.kind === "refused" ? <Problems {...step.problem} /> : null}
        {step.kind === "preview" || step.kind === "done" ? (
          <StaffListChanges outcome={step.outcome}>
            {step.kind === "preview" && file ? <Confirmation outcome={step.outcome} onConfirm={() => void go(file, false)} /> : null}
          </StaffListChanges>
        ) : null}
      </div>
    </div>
  );
}

function Problems({ detail, fields: found }: Problem) {
  const fields = found.filter(({ message }) => message !== detail);
  return (
    <Notice tone="mistake" role="alert" title={detail}>
      {fields.length > 0 ? (
        <ul>
          {fields.map(({ path, message }) => (
            <li key={path + message}>
              {path}：{message}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

function Confirmation({ outcome: { added, changed }, onConfirm }: { readonly outcome: ImportOutcome; readonly onConfirm: () => void }) {
  if (added + changed === 0) return <p>変わるところはありません。</p>;
  return (
    <div className="row">
      <Button rank="primary" onClick={onConfirm}>
        この内容で取り込む
      </Button>
      <LinkButton href="/operator/people">取り込まずに戻る</LinkButton>
    </div>
  );
}
