import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { PageHeader } from "@/components/ui/page-header";

const shown = (...labels: string[]): string =>
  renderToStaticMarkup(
    createElement(PageHeader, { title: "点検票の確認", steps: labels.map((label, at) => ({ label, ...(at === labels.length - 1 ? {} : { href: "/" }) })) }),
  );

it("M11 a path of one step, which is the page itself, does not say its name above its heading", () => {
  expect(shown("点検票の確認")).not.toContain("breadcrumb");
  expect(shown("ダッシュボード", "点検票の確認")).toContain("breadcrumb");
});
