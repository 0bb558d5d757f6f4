import { RefusedPage } from "@/components/shell/refused-page";
import { loadForbidden } from "@/lib/features/shell/pages";

export default async function ForbiddenPage() {
  return <RefusedPage {...(await loadForbidden())} />;
}
