import type { Metadata } from "next";
import { AnswerHistory } from "@/components/answer-history/answer-history";
import { Unhydrated } from "@/components/unhydrated/unhydrated";
import { loadAnswerHistory } from "@/lib/features/sheets/history/pages";

export const metadata: Metadata = { title: "回答の履歴" };

export default async function AnswerHistoryPage({ params, searchParams }: PageProps<"/checks/[sheet]/history/[item]">) {
  const { sheet, item } = await params;
  const { page, notice } = await searchParams;
  return (
    <Unhydrated>
      <AnswerHistory {...(await loadAnswerHistory(sheet, decodeURIComponent(item), page, [notice ?? []].flat()[0]))} />
    </Unhydrated>
  );
}
