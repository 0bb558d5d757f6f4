import type { Metadata } from "next";
import { OwnHandovers } from "@/components/handover/planned-handovers";
import { Tasks } from "@/components/tasks/tasks";
import { loadOwnHandovers } from "@/lib/features/handover/plans/pages";
import { loadTasks } from "@/lib/features/tasks/pages";

export const metadata: Metadata = { title: "やること" };

export default async function TasksPage() {
  return (
    <>
      <OwnHandovers {...(await loadOwnHandovers())} />
      <Tasks {...(await loadTasks())} />
    </>
  );
}
