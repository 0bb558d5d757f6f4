import type { Metadata } from "next";
import { NewPerson } from "@/components/organisation/person-form";
import { loadNewPerson } from "@/lib/features/organisation/pages";

export const metadata: Metadata = { title: "人を加える" };

export default async function NewPersonPage() {
  return <NewPerson {...(await loadNewPerson())} />;
}
