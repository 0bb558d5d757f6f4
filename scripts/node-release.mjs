/** Which Node.js the portal runs on. Its words must reach whoever starts it with one that is far too old, so the syntax is old too. */

/** First releases of the lines that are supported: 20.19, and the LTS lines 22 and 24. `package.json` says the same. */
const LINES = { 20: 19, 22: 13, 24: 0 };
const NAMES = "20.19 以降の 20、22.13 以降の 22、24";

/**
 * What to say of a version of Node.js: `refusal` where the portal cannot run on it, `notice` where nobody has tried; null where
 * all is well.
 */
export function judgeNode(version) {
  const [major, minor] = version.split(".").map(Number);
  const from = LINES[major];
  if (from !== undefined && minor >= from) return null;
  const kind = from !== undefined || major < 20 ? "refusal" : "notice";
  const verdict = kind === "refusal" ? "では動きません" : "での動作は確かめていません";
  return { kind, text: `この Node.js（${version}）${verdict}。${NAMES} を使ってください（本番には、サポートの続いている 22 か 24）。` };
}
