import { TextButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { leaving } from "./leaving";

/** 未回答に戻す, with or without a script. `title`: where the focus goes, since the button goes with the answer. */
export function ClearAnswer({
  of,
  title,
  keyed,
  onClear,
}: {
  readonly of: string;
  readonly title: string;
  readonly keyed?: boolean;
  readonly onClear: () => void;
}) {
  return (
    <TextButton type="submit" name="clear" value="yes" onClick={leaving(title, onClear)}>
      <Icon name="unanswered" />
      未回答に戻す<span className="sr-only">（{of}）</span>
      {keyed ? (
        <kbd className="with-script" aria-hidden="true">
          0
        </kbd>
      ) : null}
    </TextButton>
  );
}
