import { type ConfigData, type DOMReadyEvent, definePlugin, HtmlValidate, Rule, StaticConfigLoader } from "html-validate";

const HEADINGS = "h1, h2, h3, h4, h5, h6";

/** A section and an article need a heading of their own, or there is no reason for them to be one. */
class SectionHeading extends Rule {
  setup(): void {
    this.on("dom:ready", ({ document }: DOMReadyEvent) => {
      for (const section of document.querySelectorAll("section, article")) {
        if (section.querySelectorAll(HEADINGS).length === 0) this.report({ node: section, message: `<${section.tagName}> has no heading` });
      }
    });
  }
}

/** A required select begins with an option that is no choice; else the browser has chosen already, and nothing is required. */
class RequiredSelect extends Rule {
  setup(): void {
    this.on("dom:ready", ({ document }: DOMReadyEvent) => {
      for (const select of document.querySelectorAll("select[required]")) {
        if (select.hasAttribute("multiple") || Number(select.getAttributeValue("size") ?? "1") > 1) continue;
        const [first] = select.querySelectorAll("option");
        const isEmpty = first !== undefined && (first.getAttributeValue("value") === "" || first.textContent.trim() === "");
        if (!isEmpty) this.report({ node: select, message: "<select required> does not begin with an empty option" });
      }
    });
  }
}

/** The roles of a table whose parts have theirs already. */
const TABLES: readonly (string | null)[] = [null, "table", "grid", "treegrid"];

/** The parts of a table that is one for the browser get no role of their own. */
class TablePartRole extends Rule {
  setup(): void {
    this.on("dom:ready", ({ document }: DOMReadyEvent) => {
      for (const part of document.querySelectorAll("tr[role], th[role], td[role]")) {
        const table = part.closest("table");
        const role = table?.getAttributeValue("role") ?? null;
        if (table !== null && TABLES.includes(role)) this.report({ node: part, message: `<${part.tagName}> has a role within a table` });
      }
    });
  }
}

const OURS = definePlugin({
  name: "portal",
  rules: { "section-heading": SectionHeading, "required-select": RequiredSelect, "table-part-role": TablePartRole },
});

const CONFIG: ConfigData = {
  root: true,
  plugins: [OURS],
  extends: ["html-validate:standard"],
  rules: { "section-heading": "error", "required-select": "error", "table-part-role": "error" },
};

const checker = new HtmlValidate(new StaticConfigLoader(CONFIG));

/** The form of a server action has an empty `action` until its script has come, which React writes and we cannot change. */
const ofTheFramework = (source: string): boolean => /^\s*action=""\s+encType="multipart\/form-data"/i.test(source);

/** What a checker of HTML says about a page, one line each. */
export async function faultsOf(html: string): Promise<string[]> {
  const { results } = await checker.validateString(html);
  const lines = html.split("\n");
  return results.flatMap(({ messages }) =>
    messages.flatMap(({ ruleId, message, line, column }) => {
      const source = (lines[line - 1] ?? "").slice(Math.max(0, column - 2), column + 160);
      return ofTheFramework(source) ? [] : [`${ruleId}: ${message} — ${source}`];
    }),
  );
}
