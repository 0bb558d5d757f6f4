import { loadBarePage } from "@/lib/features/bench/pages";

export default async function BarePage() {
  return <p>{await loadBarePage()}</p>;
}
