import { ActionForm } from "@/components/ui/action-form";
import { Confirmation, ConfirmationButtons } from "@/components/ui/confirmation";
import { Follows } from "@/components/ui/follows";
import { PageHeader } from "@/components/ui/page-header";
import { takeBackAction } from "@/lib/features/sheets/taking-back/actions";
import type { TakingBackView } from "@/lib/features/sheets/taking-back/view";

/** 提出の取消し: what follows when a respondent takes a hand-in back. */
export function TakingBack({ sheetId, heading, note, steps, title, dates, problem, follows }: TakingBackView) {
  return (
    <>
      <PageHeader title={heading} note={note} steps={steps} />
      <Confirmation id="taking-back" title={title} dates={dates} problem={problem} back={{ label: "点検票に戻る", href: "/checks" }}>
        <Follows follows={follows} />
        <ActionForm action={takeBackAction.bind(null, sheetId)} label="提出を取り消す">
          <ConfirmationButtons button="提出を取り消して直す" back={{ label: "取り消さずに戻る", href: "/checks" }} />
        </ActionForm>
      </Confirmation>
    </>
  );
}
