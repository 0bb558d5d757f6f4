import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parsed, shownOf } from "@/tests/architecture/shown-texts";
import { filesIn, sourceFiles } from "@/tests/architecture/sources";

/** What parts of a view are called that hold what somebody entered. */
const OF_USERS =
  /(?:^|\.)(?:reply|\w*[rR]eason|remark|evidence|place|who|respondents|reviewers|person|chosen|department|byText|by|\w+Name|(?:cycle|survey)Title)$|(?:^|\.)(?:sheet|one|cycle|survey)\.title$/u;
const ISOLATING = new Set(["UserText", "bdi", "option", "textarea", "title", "EvidenceLines", "Whole"]);

/** Texts of the guidelines, and what can be any text: who gives it to them isolates it. */
const OTHER_TEXTS = /^components\/(?:guidelines|ui|charts)\//u;
/** What is called so and comes from the portal: the position in a file, the reasons why a cycle cannot be submitted yet, the name of a rate. */
const OURS = /list-remarks\.tsx place$|submit\.tsx reason$| rateName$/u;

/** What is called so holds a user's text, where a text is made of it and other words. */
const NAMED =
  /(?:^|\.)(?:\w*[nN]ame|\w*[tT]itle|\w*[rR]eason|place|whom?|person|department|system|respondents|reviewers|by|holder|officer|\w*[nN]ames\.get\(.*\))$/u;
/** What is called so and comes from the guidelines or from the portal, or is a number. */
const NOT_OF_USERS =
  /(?:^|\.)(?:edition|rule|sector|annex|crosswalk|selfCheck|thresholds|ANSWER_LIMITS|PROBLEMS\[code\]|RULE_WORDS\[\w+\]\[\w+\])\.\w+$|^(?:to|from)\?\.title$|(?:^|\.)(?:rateName|withoutReason|className)$/u;
/** Lists of users' texts that become one text with marks between them. */
const MANY_NAMED = /(?:^|\.)(?:respondents|reviewers|holders|chosen|places?|titles|\w*(?:[nN]ames|[dD]epartments|[cC]olumns))$/u;
/** Attributes that are read aloud or never shown: nobody sees their direction. */
const UNSEEN = new Set(["aria-label", "key", "id", "href"]);

/** Texts of the portal and of the guidelines alone: the settings of a server, what the guidelines print, drawings read aloud. */
const WITHOUT_USERS =
  /^lib\/(?:features\/guidelines|validation|server\/environment|labels\/(?:printed-places|cycle-texts)\.ts|demo|cli|content|launch|runtime)|^components\/(?:guidelines|charts)\//u;
const NOT_ISOLATED: Readonly<Record<string, string>> = {
  "components/shell/held-answers.tsx reason": "is copied",
  "lib/features/admin/audit/texts.ts reason": "is a cell of a file too, and begins with our words",
  "lib/features/surveys/results-reading/queries.ts title": "is kept in the access log",
  "lib/features/results/gap-report/parts.ts reason": "is the portal's",
  "lib/features/results/gap-report-files/csv.ts approval.by": "is a cell of a file",
  "lib/features/results/gap-report-files/csv.ts department": "is a cell of a file",
  "lib/features/results/gap-report-files/csv.ts department?.name": "is a cell of a file",
  "lib/features/results/gap-report-files/csv.ts system": "is a cell of a file",
  "lib/features/results/gap-report-files/csv.ts system?.name": "is a cell of a file",
  "lib/features/surveys/pages.ts title": "is that of a guideline",
  "lib/labels/audit-words.ts name": "is a cell of a file too, and begins with our words",
  "lib/server/serving/kept-form-page.ts title": "is the whole page",
  "lib/server/serving/outage-page.mjs title": "is the whole page, and ours",
};

function isIsolated(node: ts.Node): boolean {
  for (let above: ts.Node | undefined = node.parent; above; above = above.parent) {
    if (ts.isJsxElement(above) && ISOLATING.has(above.openingElement.tagName.getText())) return true;
  }
  return false;
}

/** Lists in views whose entries are users' texts, or have them as `text` or `message`. */
const LISTS_OF_TEXTS = /(?:^|\.)(?:remarks|notes|changes|obstacles|effects|lines|details|doubts|reviews|subjects|lookalikes)$/u;

/** Whether an expression is an entry of such a list, or the text of one: in `remarks.map(({ text }) => …)`. */
function isListed(expression: ts.Expression): boolean {
  const [root, ...parts] = expression.getText().split(".");
  if (!(parts.length === 0 || (parts.length === 1 && /^(?:text|message|note)$/u.test(parts[0] ?? "")))) return false;
  for (let above: ts.Node = expression; above.parent; above = above.parent) {
    if (!ts.isArrowFunction(above) || !ts.isCallExpression(above.parent)) continue;
    const [given] = above.parameters;
    const bound =
      given === undefined ? [] : ts.isObjectBindingPattern(given.name) ? given.name.elements.map(({ name }) => name.getText()) : [given.name.getText()];
    if (!bound.includes(root ?? "")) continue;
    if (given !== undefined && ts.isObjectBindingPattern(given.name) && !/^(?:text|message|note)$/u.test(root ?? "")) return false;
    const { expression: call } = above.parent;
    return ts.isPropertyAccessExpression(call) && call.name.text === "map" && LISTS_OF_TEXTS.test(call.expression.getText());
  }
  return false;
}

/** The texts of users that a component shows outside of an isolation. */
function bareTexts(file: string, source = readFileSync(file, "utf8")): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isChild = ts.isJsxExpression(node) && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent));
    if (isChild && node.expression && !isIsolated(node)) {
      found.push(
        ...shownOf(node.expression)
          .filter((one) => OF_USERS.test(one.getText()) || isListed(one))
          .map((one) => one.getText()),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed(file, source));
  return found.map((text) => `${file} ${text}`);
}

const OTHER_WORDS = /[\u3000-\u9fff\uff00-\uffef→]|^ +$/u;

/** Whether a call keeps what it is given as it is, in the audit trail or in the access log. */
const keepsIt = (node: ts.Node): boolean => ts.isCallExpression(node) && /^(?:addDetail|keepChange|logAccess)$/u.test(node.expression.getText());

const isUnseen = (node: ts.Node): boolean =>
  ts.isJsxAttribute(node) && (UNSEEN.has(node.name.getText()) || (node.name.getText() === "label" && /^<ActionForm\b/u.test(node.parent.parent.getText())));

/** What a list is made of: `names` of `names.filter(…).slice(0, 3)`. */
const listOf = (list: ts.Expression): ts.Expression =>
  ts.isCallExpression(list) && ts.isPropertyAccessExpression(list.expression) && /^(?:filter|slice|sort|toSorted)$/u.test(list.expression.name.text)
    ? listOf(list.expression.expression)
    : list;

/** The texts of users that a call of `join` puts beside each other with words or marks between them. */
function joinedOf(call: ts.CallExpression): string[] {
  const { expression, arguments: given } = call;
  const [between] = given;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "join") return [];
  if (between === undefined || !ts.isStringLiteral(between) || !OTHER_WORDS.test(between.text)) return [];
  const list = listOf(expression.expression);
  if (ts.isArrayLiteralExpression(list)) {
    const parts = list.elements.flatMap(shownOf).map((one) => one.getText());
    return parts.length > 1 ? parts.filter((one) => NAMED.test(one)) : [];
  }
  if (!ts.isCallExpression(list)) return MANY_NAMED.test(list.getText()) ? [list.getText()] : [];
  const [made] = list.arguments;
  if (made === undefined || !ts.isArrowFunction(made) || ts.isBlock(made.body)) return [];
  return shownOf(made.body)
    .map((one) => one.getText())
    .filter((one) => NAMED.test(one));
}

/** The texts of users in templates that have other words too and are no `sentence`, without those that stand there by `inSentence`. */
function bareInSentences(file: string, source = readFileSync(file, "utf8")): string[] {
  const found = new Set<string>();
  if (!/\$\{|\.join\(/u.test(source)) return [];
  const visit = (node: ts.Node): void => {
    if (isUnseen(node) || keepsIt(node)) return;
    if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)) {
      const words = [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join("");
      const parts = node.templateSpans.flatMap(({ expression }) => shownOf(expression)).map((one) => one.getText());
      for (const one of OTHER_WORDS.test(words) ? parts : []) if (NAMED.test(one) && !NOT_OF_USERS.test(one)) found.add(`${file} ${one}`);
    }
    if (ts.isCallExpression(node)) for (const one of joinedOf(node)) if (!NOT_OF_USERS.test(one)) found.add(`${file} ${one}`);
    ts.forEachChild(node, visit);
  };
  visit(parsed(file, source));
  return [...found];
}

describe("M9 components", () => {
  it("M9 show what users wrote in an isolation", () => {
    const files = filesIn("components").filter((file) => file.endsWith(".tsx") && !OTHER_TEXTS.test(file));
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => bareTexts(file)).filter((text) => !OURS.test(text))).toEqual([]);
  });

  it.each([
    ["<p><b>返事</b>　{reply}</p>", 1],
    ["<Cell>{entry.place}</Cell>", 1],
    ["<a>{unbroken(sheet.respondents)}</a>", 1],
    ['<p>{done ? `返事　${reply}` : "なし"}</p>', 1],
    ["<p><UserText>{reply}</UserText></p>", 0],
    ["<p><UserText>{unbroken(sheet.respondents)}</UserText></p>", 0],
    ["<ul>{remarks.map(({ text }) => <li>{text}</li>)}</ul>", 1],
    ["<ul>{view.changes.map(({ id, text }) => <li key={id}>{unbroken(text)}</li>)}</ul>", 1],
    ["<ul>{view.notes.map((note) => <li>{note}</li>)}</ul>", 1],
    ["<ul>{sheet.doubts.map((one) => <li>{one.message}</li>)}</ul>", 1],
    ["<ul>{remarks.map(({ text }) => <li><UserText>{text}</UserText></li>)}</ul>", 0],
    ["<ul>{remarks.map(({ count, text }) => <li title={text}>{count}</li>)}</ul>", 0],
    ["<ul>{words.map(({ text }) => <li>{text}</li>)}</ul>", 0],
    ["<Field value={reply} />", 0],
    ["<p>{replies.length}</p>", 0],
  ])("M9 a bare text is found: %s", (markup, count) => {
    expect(bareTexts("one.tsx", `const one = ${markup};`)).toHaveLength(count);
  });
});

describe("M9 sentences", () => {
  it("M9 isolate the names, titles and reasons in them, or say why not", () => {
    const found = sourceFiles()
      .filter((file) => !WITHOUT_USERS.test(file))
      .flatMap((file) => bareInSentences(file));
    expect(found.filter((text) => !(text in NOT_ISOLATED))).toEqual([]);
    expect(Object.keys(NOT_ISOLATED).filter((text) => !found.includes(text))).toEqual([]);
  });

  it.each([
    ["`${name}さんの回答（14:05）`", 1],
    ['`${before.departmentName} → ${after.departmentName ?? ""}`', 2],
    ["`${cycle.title}　${sheets}枚`", 1],
    ['`${done ? `${late.reason}（済み）` : "なし"}`', 1],
    ["sentence`${name}さんの回答（14:05）`", 0],
    ["`${inSentence(name)}さんの回答（14:05）`", 0],
    ["sentence`${open ? sentence`${name}さん` : none}の回答`", 0],
    ["sentence`${open ? `${name}さん` : none}の回答`", 1],
    ["`${name} ${title}`", 2],
    ['`${names.get(id) ?? ""}だけの数値です。`', 1],
    ["`${name}-${title}`", 0],
    ["`${edition.title} ${edition.editionLabel}（旧版）`", 0],
    ["<a aria-label={`${name}を開く`}>{`${name}を開く`}</a>", 1],
    ["<ActionForm label={`${name}を開く`} />", 0],
    ["logAccess(transaction, visitor, seen, `${title}：提出の一覧`, now)", 0],
    ['respondents.slice(0, 3).join("、")', 1],
    ['people.map(({ name }) => name).join("、")', 1],
    ['[department, system, ROLE_WORDS[role]].filter(Boolean).join("・")', 2],
    ['respondents.map(inSentence).join("、")', 0],
    ['people.map(({ name }) => sentence`「${name}」`).join("と")', 0],
    ['[role, departmentId].join("/")', 0],
  ])("M9 a bare text is found: %s", (text, count) => {
    expect(bareInSentences("one.tsx", `const one = ${text};`)).toHaveLength(count);
  });
});
