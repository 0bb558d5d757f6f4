import { Notice } from "@/components/ui/notice";
import { noticeText } from "@/lib/labels/notices";

/** The notice about the action that led to this page, by the `notice` parameter of its address. */
export function DoneNotice({ notice }: { readonly notice: string | readonly string[] | undefined }) {
  const text = noticeText(notice);
  return text === null ? null : (
    <div className="done-notice">
      <Notice tone="done" role="status" title={text} />
    </div>
  );
}
