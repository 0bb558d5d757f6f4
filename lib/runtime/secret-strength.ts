/**
 * A careful estimate of how many bits somebody has to guess: the secret is read from left to right, each time the longest part
 * that is easy to foresee (a repeat, a run such as `abcd`, a row of keys, a word of examples, a natural word, a year) counts
 * as one guess of few bits, every other character as one of as many as the secret uses. What a generator makes passes by far:
 * `openssl rand -hex 16` has about 110 bits here, `openssl rand -base64 32` about 200; sentences and examples have below 70.
 */
export const ENOUGH_BITS = 70;

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "azertyuiop", "qazwsxedcrfvtgbyhnujm"];

const EXAMPLE_WORDS = [
  "change", "changeme", "changeit", "password", "passwort", "passphrase", "secret", "secure", "session", "example", "sample", "default", "please",
  "replace", "insert", "generate", "random", "string", "value", "token", "production", "development", "staging", "testing", "test", "demo",
  "local", "docker", "admin", "administrator", "root", "user", "portal", "kijun", "nextauth", "auth", "next", "jwt", "cookie", "hash",
  "database", "postgres", "server", "your", "this", "that", "with", "here", "must", "should", "least", "long", "enough", "characters",
  "super", "hello", "world", "quick", "brown", "fox", "jumps", "over", "lazy", "dog", "correct", "horse", "battery", "staple", "welcome", "letmein", "master", "login", "monkey", "dragon", "lorem", "ipsum", "dolor", "amet", "foobar", "foo", "bar",
  "himitsu", "kimitsu", "angou", "anzen", "tenken", "jiko", "nippon", "nihon", "japan", "tokyo", "osaka", "kuko", "airport", "sakura", "dead", "beef",
  "cafe", "babe", "key", "the", "and", "for", "not", "use",
];

/** The letters that follow each letter most often in English and in romaji. */
const FOLLOWERS: Readonly<Record<string, string>> = {
  a: "ntlrsicdmbkgpyw", b: "eluoari", c: "oehatkilu", d: "eiaosu", e: "rnsdaltcmexvi", f: "oierau", g: "eaohiur", h: "eaiotu", i: "ntsocnlrdegmv",
  j: "ouaie", k: "eioayus", l: "eilayodu", m: "eaiopubm", n: "gtdecsiaokny", o: "nrufmtklwvspoyu", p: "eraolihput", q: "u", r: "eaiotsyukn", s: "teiouhsack",
  t: "hieoasruyt", u: "rntsclpmgkbd", v: "eiao", w: "aeoihn", x: "tpcai", y: "aoues", z: "eaou",
};

const FORESEEABLE = 4;
const WORD = 12;
const SHORTEST_WORD = 4;
const FOREIGN_LETTER = 2;
const LEET: Readonly<Record<string, string>> = { "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", $: "s", "7": "t" };

interface Part {
  readonly length: number;
  readonly bits: number;
}

/** How far the text from `at` on repeats what stands before. */
function repeat(text: string, at: number): number {
  let length = 0;
  while (at + length < text.length && text.slice(0, at + length).includes(text.slice(at, at + length + 1))) length += 1;
  return length;
}

/** The same character, or one by one up or down; with a width of two: `aabbcc`, `a1b2c3`. */
function run(text: string, at: number, width: number): number {
  const stepAt = (index: number): number => text.charCodeAt(index + width) - text.charCodeAt(index);
  const step = stepAt(at);
  if (!(Math.abs(step) <= 1)) return 0;
  let length = width;
  while (stepAt(at + length - width) === step) length += 1;
  return length >= 3 * width ? length : 0;
}

const reversed = (text: string): string => [...text].reverse().join("");

function keys(text: string, at: number): number {
  let length = 0;
  const rows = [...ROWS, ...ROWS.map(reversed)];
  while (at + length < text.length && rows.some((row) => row.includes(text.slice(at, at + length + 1)))) length += 1;
  return length;
}

const example = (plain: string, at: number): number =>
  Math.max(0, ...EXAMPLE_WORDS.filter((word) => plain.startsWith(word, at)).map((word) => word.length));

/** Letters that follow one another as in a natural word. Capitals only stand at its beginning, or it has nothing else. */
function word(secret: string, at: number): number {
  const letters = /^(?:[A-Z]?[a-z]+|[A-Z]+)/.exec(secret.slice(at))?.[0].toLowerCase() ?? "";
  const pairs = [...letters].slice(1).map((letter, index) => FOLLOWERS[letters[index] ?? ""]?.includes(letter) === true);
  return letters.length >= SHORTEST_WORD && pairs.filter(Boolean).length >= 0.7 * pairs.length ? letters.length : 0;
}

function foreseeable(secret: string, lower: string, plain: string, at: number): Part[] {
  const year = /^(?:19|20)\d\d/.test(lower.slice(at)) ? 4 : 0;
  const natural = word(secret, at);
  return [
    ...[repeat(lower, at), run(lower, at, 1), run(lower, at, 2), year].map((length) => ({ length, bits: length < 3 ? Infinity : FORESEEABLE })),
    { length: keys(lower, at), bits: keys(lower, at) < 4 ? Infinity : FORESEEABLE },
    { length: example(plain, at), bits: FORESEEABLE },
    { length: natural, bits: Math.min(WORD, 4 + 1.5 * natural) },
  ].filter(({ length, bits }) => length > 0 && bits < Infinity);
}

/** See `ENOUGH_BITS`. */
export function estimatedBits(secret: string): number {
  const lower = secret.toLowerCase();
  const plain = lower.replaceAll(/[@4311!05$7]/g, (sign) => LEET[sign] ?? sign);
  const perCharacter = Math.log2(Math.max(2, new Set(secret).size));
  let bits = 0;
  for (let at = 0; at < secret.length; ) {
    const single: Part = { length: 1, bits: secret.charCodeAt(at) > 127 ? FOREIGN_LETTER : /[ _.,-]/.test(secret[at] ?? "") ? 1 : perCharacter };
    const best = [single, ...foreseeable(secret, lower, plain, at)].reduce((one, other) => (other.bits / other.length < one.bits / one.length ? other : one));
    bits += best.bits;
    at += best.length;
  }
  return bits;
}
