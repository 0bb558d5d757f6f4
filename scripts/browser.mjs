/** What the tests need from the machine: the browser, a Japanese font, and the clock of another day. */
import { existsSync } from "node:fs";
import { clockIsThere } from "./clock.mjs";
import { execute, tool } from "./steps.mjs";

/** Debian's Chromium: the one without windows takes a quarter less time, and pages run in it as in the other. */
export const CHROMIUM = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const CJK_FONTS = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/** Installs Debian's packages where the process may do that, else Playwright's own browser. */
export async function installBrowser() {
  const debian = process.platform === "linux" && process.getuid() === 0 && existsSync("/usr/bin/apt-get") && existsSync("/etc/debian_version");
  if (!debian) return CHROMIUM.some((browser) => existsSync(browser)) ? { ok: true, output: "" } : tool("playwright/cli.js", ["install", "chromium"]);
  const missing = [
    ...(existsSync(CHROMIUM[0]) ? [] : ["chromium-headless-shell"]),
    ...(existsSync(CJK_FONTS) ? [] : ["fonts-noto-cjk"]),
    ...(clockIsThere() ? [] : ["faketime"]),
  ];
  if (missing.length === 0) return { ok: true, output: "" };
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const updated = await execute("apt-get", ["update", "-q"], { env });
  if (!updated.ok) return updated;
  return execute("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...missing], { env });
}
