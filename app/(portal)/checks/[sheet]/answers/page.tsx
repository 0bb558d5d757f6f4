import type { Metadata } from "next";
import { OwnCopy } from "@/components/own-copy/own-copy";
import { loadOwnCopy } from "@/lib/features/sheets/own-copy/pages";

export const metadata: Metadata = { title: "回答の控え" };

export default async function OwnCopyPage({ params }: PageProps<"/checks/[sheet]/answers">) {
  return <OwnCopy {...(await loadOwnCopy((await params).sheet))} />;
}
