import { NotFound } from "@/components/shell/refused-page";
import { PageMain } from "@/components/shell/shell-frame";
import { loadNotFound } from "@/lib/features/shell/pages";

export default function NotFoundPage() {
  return (
    <PageMain>
      <NotFound {...loadNotFound()} />
    </PageMain>
  );
}
