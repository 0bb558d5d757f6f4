import type { Metadata } from "next";
import { NewOperatorPage } from "@/components/admin/operator-page";
import { loadNewOperator } from "@/lib/features/admin/operators/pages";

export const metadata: Metadata = { title: "事業者を登録する" };

export default async function NewOperatorRoute() {
  return <NewOperatorPage {...(await loadNewOperator())} />;
}
