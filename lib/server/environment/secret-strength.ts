import { EXAMPLE_WORDS, isDigestOfWord, knownText, SHORTEST_DIGEST } from "@/lib/server/environment/known-secrets";

/**
 * A conservative estimate of how many bits an attacker has to guess. The secret is read from left to right, each time the
 * longest part that is easy to predict (a repeat, a run such as `abcd`, a row of keys, a word of examples, a natural word, a
 * year) counts as one guess of few bits, every other character as one of as many as the secret uses. Generated secrets pass
 * by far: of 200,000 random secrets each, the weakest had 90 bits here (32 hexadecimal digits), 96 (UUID), 103 (24 bytes in
 * base64). Sentences and examples have less than 70.
 */
export const ENOUGH_BITS = 70;

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "azertyuiop", "qazwsxedcrfvtgbyhnujm"];

/** The letters that follow each letter most often in English and in romaji. */
const FOLLOWERS: Readonly<Record<string, string>> = {
  a: "ntlrsicdmbkgpyw",
  b: "eluoari",
  c: "oehatkilu",
  d: "eiaosu",
  e: "rnsdaltcmexvi",
  f: "oierau",
  g: "eaohiur",
  h: "eaiotu",
  i: "ntsocnlrdegmv",
  j: "ouaie",
  k: "eioayus",
  l: "eilayodu",
  m: "eaiopubm",
  n: "gtdecsiaokny",
  o: "nrufmtklwvspoyu",
  p: "eraolihput",
  q: "u",
  r: "eaiotsyukn",
  s: "teiouhsack",
  t: "hieoasruyt",
  u: "rntsclpmgkbd",
  v: "eiao",
  w: "aeoihn",
  x: "tpcai",
  y: "aoues",
  z: "eaou",
};

const FORESEEABLE = 4;
const WORD = 17;
/** A third of random pairs are in the table. Over n pairs, a share that is higher by 2.6 ÷ √n is five standard deviations away, which is not chance. */
const OF_CHANCE = 0.33;
const BEYOND_CHANCE = 2.6;
/** The most bits that a long run of words adds: it may be a known text. */
const MORE_WORDS = 40;
const SHORTEST_WORD = 4;
/** A longer match must have a higher share of natural pairs and counts for more bits: some stretch of random letters always looks like a word. */
const LONGEST_WORD = 10;
/** Bits for the direction and length of a run. */
const RUN = 3;
const FOREIGN_LETTER = 2;
/** Bits for the position of the repeated text, or of the known text. */
const repeatBits = (at: number): number => 2 + Math.log2(at + 1);
const KNOWN = 12;
const YEAR = 7;
const LEET: Readonly<Record<string, string>> = { "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", $: "s", "7": "t" };

interface Part {
  readonly length: number;
  readonly bits: number;
}

/** How many characters from `at` on repeat text before `at`. */
function repeat(text: string, at: number): number {
  let length = 0;
  while (at + length < text.length && text.slice(0, at + length).includes(text.slice(at, at + length + 1))) length += 1;
  return length;
}

/** Length of a run: the same character, or steps of one up or down; with a width of two: `aabbcc`, `a1b2c3`. */
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

const example = (plain: string, at: number): number => Math.max(0, ...EXAMPLE_WORDS.filter((word) => plain.startsWith(word, at)).map((word) => word.length));

/** The share of letter pairs that are frequent in natural words. */
function naturalness(letters: string): number {
  const pairs = [...letters].slice(1).map((letter, index) => FOLLOWERS[letters[index] ?? ""]?.includes(letter) === true);
  return pairs.filter(Boolean).length / pairs.length;
}

/** Length of a natural word, or of several without blanks. Capitals are allowed only at the beginning, or throughout. */
function word(secret: string, at: number): number {
  const letters = /^(?:[A-Z]?[a-z]+|[A-Z]+)/.exec(secret.slice(at))?.[0].toLowerCase() ?? "";
  if (letters.length < SHORTEST_WORD) return 0;
  const first = letters.slice(0, LONGEST_WORD);
  if (letters.length > LONGEST_WORD && naturalness(letters) >= OF_CHANCE + BEYOND_CHANCE / Math.sqrt(letters.length - 1)) return letters.length;
  return naturalness(first) >= 0.7 ? first.length : 0;
}

/** Bits of one character that is not predictable. */
function bitsOfCharacter(secret: string): number {
  const used = new Set(secret).size;
  const alphabet = /^\d+$/.test(secret) ? 10 : /^(?:[\da-f-]+|[\dA-F-]+)$/.test(secret) ? 16 : used;
  return Math.log2(Math.max(2, Math.min(alphabet, 1.5 * used)));
}

function foreseeable(secret: string, lower: string, plain: string, at: number, single: number): Part[] {
  const year = /^(?:19|20)\d\d/.test(lower.slice(at)) ? 4 : 0;
  const natural = word(secret, at);
  const part = (length: number, shortest: number, bits: number): Part => ({ length: length < shortest ? 0 : length, bits });
  return [
    part(repeat(lower, at), 3, Math.max(FORESEEABLE, repeatBits(at))),
    ...[run(lower, at, 1), run(lower, at, 2)].map((length) => part(length, 3, single + RUN)),
    part(year, 4, YEAR),
    part(keys(lower, at), 4, single + RUN),
    part(example(plain, at), 1, FORESEEABLE),
    part(natural, 1, Math.min(WORD, 4 + 1.5 * natural) + Math.min(MORE_WORDS, 0.9 * Math.max(0, natural - LONGEST_WORD))),
    part(knownText(lower, at), 1, KNOWN),
  ].filter(({ length }) => length > 0);
}

function textBits(secret: string): number {
  const lower = secret.toLowerCase();
  const plain = lower.replaceAll(/[@4311!05$7]/g, (sign) => LEET[sign] ?? sign);
  const perCharacter = bitsOfCharacter(secret);
  let bits = 0;
  for (let at = 0; at < secret.length; ) {
    const single: Part = { length: 1, bits: secret.charCodeAt(at) > 127 ? FOREIGN_LETTER : /[ _.,-]/.test(secret[at] ?? "") ? 1 : perCharacter };
    const best = [single, ...foreseeable(secret, lower, plain, at, single.bits)].reduce((one, other) =>
      other.bits / other.length < one.bits / one.length ? other : one,
    );
    bits += best.bits;
    at += best.length;
  }
  return bits;
}

/** Eight bits for every byte that does not continue a count or a repeat of one, two, four or eight bytes. */
function byteBits(bytes: Buffer): number {
  const continues = (at: number, width: number): boolean => {
    const [now = 0, before = 0, first = 0] = [bytes[at], bytes[at - width], bytes[at - 2 * width]];
    return at >= 2 * width && (now - before + 256) % 256 === (before - first + 256) % 256;
  };
  return 8 * [...bytes.keys()].filter((at) => ![1, 2, 4, 8].some((width) => continues(at, width))).length;
}

/** The bytes of the text, decoded as hexadecimal and as base64 where possible. */
function readings(secret: string): Buffer[] {
  const hexadecimal = secret.replaceAll(/[\s:-]|0x/g, "");
  return [
    ...(/^(?:[0-9a-f]{2})+$/i.test(hexadecimal) ? [Buffer.from(hexadecimal, "hex")] : []),
    ...(/^[\w+/-]+={0,2}$/.test(secret) ? [Buffer.from(secret, "base64")] : []),
  ].filter(({ length }) => length >= SHORTEST_DIGEST);
}

/** Digits only: decoded pairs of digits are often letters by chance. */
const isText = (secret: string, bytes: Buffer): boolean => !/^\d+$/.test(secret) && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);

const rotated = (text: string): string =>
  text.replaceAll(/[a-z]/gi, (letter) => {
    const [code, first] = [letter.charCodeAt(0), letter <= "Z" ? 65 : 97];
    return String.fromCharCode(((code - first + 13) % 26) + first);
  });

/** From this share of separators on, they only stretch a text: `s.e.c.r.e.t`. */
const STRETCHED = 0.3;

/** The text without separators that stretch it, or without the blanks and punctuation of a sentence. */
function unstretched(secret: string): string {
  const bare = secret.replaceAll(/[^\p{L}\p{N}]/gu, "");
  if (bare.length <= secret.length * (1 - STRETCHED)) return bare;
  return /\s/.test(secret) ? secret.replaceAll(/[\s,.!?;:'-]/g, "") : secret;
}

/** Of several readings of random letters, one is more likely to look like a word, so each further reading must look more like one. */
const DISGUISE = 12;

/** URLs, including the portal's own, are no secrets, whatever they contain. */
const isAddress = (secret: string): boolean => /^[a-z][\w+.-]*:\/\//i.test(secret);

/** See `ENOUGH_BITS`. A secret is only as strong as its weakest reading: bytes that count up, a sentence, the hash of a word, a reversed or rot13 text. */
export function estimatedBits(secret: string): number {
  const bytes = readings(secret);
  if (isAddress(secret) || bytes.some(isDigestOfWord)) return 0;
  const bare = unstretched(secret);
  const texts = [secret, bare, ...bytes.filter((each) => isText(secret, each)).map(String)];
  const disguised = [reversed(bare), rotated(bare)].map((text) => textBits(text) + DISGUISE);
  return Math.min(...texts.map(textBits), ...disguised, ...bytes.map(byteBits));
}
