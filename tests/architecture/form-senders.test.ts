import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesIn } from "@/tests/architecture/sources";

/** What writes the field of the account for which a form was made; a page that is not hydrated has no context to take it from. */
const SENDERS = /<(?:SenderField|PlainFields)\b|name="\$sender"/;
const PLAIN_FORM = /<form\b(?:(?!<\/form>)[\s\S])*?method="post"[\s\S]*?<\/form>/g;

describe("M8 forms that post without a script", () => {
  it("M8 each say for whom they were made, so that none goes out in the name of somebody who signed in since", () => {
    const forms = filesIn("components").flatMap((file) => [...readFileSync(file, "utf8").matchAll(PLAIN_FORM)].map(([form]) => ({ file, form })));
    expect(forms.length).toBeGreaterThan(5);
    expect(forms.filter(({ form }) => !SENDERS.test(form)).map(({ file }) => file)).toEqual([]);
  });
});
