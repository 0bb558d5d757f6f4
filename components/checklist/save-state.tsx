"use client";

import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { SaveState } from "@/lib/features/sheets/queue/state";
import { AnswerMark } from "../marks/answer-mark";
import { Icon, type IconName } from "../ui/icon";

interface Look {
  readonly save: string;
  readonly icon: IconName | null;
  readonly words: string;
}

function lookOf(state: SaveState): Look {
  switch (state.kind) {
    case "unanswered":
      return { save: "none", icon: null, words: "" };
    case "copied":
      return { save: "copied", icon: null, words: "前回から写した・未確認" };
    case "saving":
      return { save: "saving", icon: "clock", words: "保存しています" };
    case "saved":
      return { save: "saved", icon: "check", words: state.at ? `保存しました（${state.at}）` : "保存しました" };
    case "waiting":
      return { save: "waiting", icon: "offline", words: "この端末に保存・未送信" };
    case "unkept":
      return { save: "waiting", icon: "offline", words: "未送信・この画面を閉じないでください" };
    case "signedOut":
      return { save: "waiting", icon: "user", words: "この端末に保存・サインインし直してください" };
    case "reason":
      return { save: "reason", icon: "stop", words: "理由が必要です" };
    case "problem":
      return state.problem.kind === "conflict"
        ? { save: "conflict", icon: "merge", words: "確認が必要です" }
        : { save: "held", icon: "offline", words: "送れませんでした" };
  }
}

export function SaveStateMark({ state, kind }: { readonly state: SaveState; readonly kind: GuidelineKind }) {
  const look = lookOf(state);
  return (
    <span className="save-state" data-save={look.save}>
      {state.kind === "unanswered" ? <AnswerMark kind={kind} status={null} /> : null}
      {look.icon ? <Icon name={look.icon} /> : null}
      {look.words}
    </span>
  );
}
