import { loadBarePage } from "@/lib/features/bench/loaders";

export default async function BarePage() {
  return <p>{await loadBarePage()}</p>;
}
