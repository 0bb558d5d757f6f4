import { NotFound } from "@/components/shell/refused-page";
import { loadNotFound } from "@/lib/features/shell/pages";

export default function NotFoundPage() {
  return <NotFound {...loadNotFound()} />;
}
