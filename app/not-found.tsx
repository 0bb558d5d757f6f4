import { NotFound } from "@/components/shell/refused-page";
import { PageMain, ShellFrame } from "@/components/shell/shell-frame";
import { loadNotFound } from "@/lib/features/shell/pages";

export default function NotFoundPage() {
  return (
    <ShellFrame person={null} navigation={[]} demo={false} help={null}>
      <PageMain>
        <NotFound {...loadNotFound()} />
      </PageMain>
    </ShellFrame>
  );
}
