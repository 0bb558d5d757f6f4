import { RefusedPage } from "@/components/shell/refused-page";
import { PageMain } from "@/components/shell/shell-frame";
import { loadForbidden } from "@/lib/features/shell/pages";

export default async function ForbiddenPage() {
  return (
    <PageMain>
      <RefusedPage {...(await loadForbidden())} />
    </PageMain>
  );
}
