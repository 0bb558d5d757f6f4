import type { Metadata } from "next";
import { OperatorPage } from "@/components/admin/operator-page";
import { loadOperator } from "@/lib/features/admin/operators/pages";

export const metadata: Metadata = { title: "事業者" };

export default async function OperatorRoute({ params }: PageProps<"/admin/operators/[operatorId]">) {
  return <OperatorPage {...(await loadOperator((await params).operatorId))} />;
}
