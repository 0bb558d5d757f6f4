/** Which versions of Node.js the portal runs on. A very old Node.js must be able to show the message, so the syntax is old too. */

/** First releases of the supported lines: 20.19, and the LTS lines 22 and 24. `package.json` has the same. */
const LINES = { 20: 19, 22: 13, 24: 0 };
const NAMES = "20.19 以降の 20、22.13 以降の 22、24";

/** The message for a version of Node.js: `refusal` if the portal cannot run on it, `notice` if it is untested; null if it is supported. */
export function judgeNode(version) {
  const [major, minor] = version.split(".").map(Number);
  const from = LINES[major];
  if (from !== undefined && minor >= from) return null;
  const kind = from !== undefined || major < 20 ? "refusal" : "notice";
  const verdict = kind === "refusal" ? "では動きません" : "での動作は確かめていません";
  return { kind, text: `この Node.js（${version}）${verdict}。${NAMES} を使ってください（本番には、サポートの続いている 22 か 24）。` };
}
