import type { Metadata } from "next";
import { Tasks } from "@/components/tasks/tasks";
import { loadTasks } from "@/lib/features/tasks/pages";

export const metadata: Metadata = { title: "やること" };

export default async function TasksPage() {
  return <Tasks {...(await loadTasks())} />;
}
