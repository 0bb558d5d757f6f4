import type { ReactNode, Ref } from "react";
import { Button } from "./button";

/** A native dialog: opened by `showModal()` on its ref, closed by Escape or its button, without further code. */
export function Dialog({
  id,
  title,
  ref,
  children,
}: {
  readonly id: string;
  readonly title: ReactNode;
  readonly ref?: Ref<HTMLDialogElement>;
  readonly children: ReactNode;
}) {
  return (
    <dialog className="dialog" id={id} ref={ref} aria-labelledby={`${id}-title`}>
      <form method="dialog" className="mb-3 flex items-center gap-2">
        <h2 className="heading-2" id={`${id}-title`}>
          {title}
        </h2>
        <Button type="submit" size="small" className="ml-auto">
          閉じる
        </Button>
      </form>
      {children}
    </dialog>
  );
}
