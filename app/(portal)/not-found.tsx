import { NotFound } from "@/components/shell/refused-page";
import { loadNotFound } from "@/lib/features/shell/loaders";

export default function NotFoundPage() {
  return <NotFound {...loadNotFound()} />;
}
