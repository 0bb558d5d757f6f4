import { expect, it } from "vitest";
import { beginAnew } from "@/tests/setup-environment";
import { serveDatabase } from "@/tests/support/served-database";

it("a file of tests begins with the environment of the process, whatever the file before it set or took away", () => {
  const before = { ...process.env };
  serveDatabase({ appUrl: "postgresql://portal@127.0.0.1:1/none" }, { PORTAL_DEMO: "1" });
  Reflect.deleteProperty(process.env, "PATH");
  expect(process.env).not.toEqual(before);
  beginAnew(before);
  expect({ ...process.env }).toEqual(before);
});
