import { createHash } from "node:crypto";
import { ofProcess } from "@/lib/server/process/of-process";

/** Words from examples and habits: parts of secrets, and words that people hash. In lower case. */
export const EXAMPLE_WORDS = (
  "change changeme changeit password passwort passphrase secret secure session example sample default please replace insert generate random string " +
  "value token production development staging testing test demo local docker admin administrator root user portal kijun nextauth auth next jwt " +
  "cookie hash database postgres server your this that with here must should least long enough characters super hello world quick brown fox jumps " +
  "over lazy dog correct horse battery staple welcome letmein master login monkey dragon lorem ipsum dolor amet foobar foo bar himitsu kimitsu " +
  "angou anzen tenken jiko nippon nihon japan tokyo osaka kuko airport sakura dead beef cafe babe key the and for not use " +
  "jyuuyou juuyou juyo infura infra kikan kihan very nobody everybody will ever guess never know secure private public company ministry system security"
).split(" ");

/** Secrets and keys from public documentation, digits of numbers, and pangrams; lower case, no blanks. */
const KNOWN_TEXTS = [
  // π, e, √2, the golden ratio, ln 2, and π as Blowfish has it
  "31415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679821480865132823066470938446",
  "27182818284590452353602874713526624977572470936999595749669676277240766303535475945713821785251664274274663919320030599218174135",
  "14142135623730950488016887242096980785696718753769480731766797379907324784621070388503875343276415727350138462309122970249248360",
  "16180339887498948482045868343656381177203091798057628621354486227052604628189024497072072041893911374847540880753868917521266338",
  "06931471805599453094172321214581765680755001343602552541206800094933936219696947156058633269964186875420015810657483423322195534",
  "243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89452821e638d01377be5466cf34e90c6cc0ac29b7c97c50dd3f84d5b5b5470917",
  "6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d19b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179",
  "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19",
  "67452301efcdab8998badcfe10325476c3d2e1f0",
  "9e3779b97f4a7c15f39cc0605cedc834",
  // powers of two, primes, Fibonacci
  "1248163264128256512102420484096819216384327686553613107226214452428810485762097152",
  "2357111317192329313741434753596167717379838997101103107109113",
  "1123581321345589144233377610987159725844181676510946177112865746368",
  // NIST SP 800-38A and FIPS 197
  "2b7e151628aed2a6abf7158809cf4f3c",
  "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
  "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
  "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
  "3243f6a8885a308d313198a2e0370734",
  "00112233445566778899aabbccddeeff",
  "ffeeddccbbaa99887766554433221100",
  "fedcba9876543210fedcba9876543210",
  // RFC 7515, RFC 7517, curve generators, well-known UUIDs
  "aym1sysppbydfgzld3umj1qzkobwvmkoqq-estjqlr_t-1qs0gzh75aktmn3yj0ips4hcguutwjazzr1z9caow",
  "gawggufygrwkav7ax4vkug",
  "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
  "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
  "6ba7b8109dad11d180b400c04fd430c8",
  "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  "550e8400-e29b-41d4-a716-446655440000",
  "550e8400e29b41d4a716446655440000",
  "f47ac10b-58cc-4372-a567-0e02b2c3d479",
  "123e4567-e89b-12d3-a456-426614174000",
  "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
  // the example token of jwt.io, its newer one, and RFC 7519's, part by part
  "eyjhbgcioijiuzi1niisinr5cci6ikpxvcj9.eyjzdwiioiixmjm0nty3odkwiiwibmftzsi6ikpvag4grg9liiwiawf0ijoxnte2mjm5mdiyfq.sflkxwrjsmekkf2qt4fwpmejf36pok6yjv_adqssw5c",
  "eyjhbgcioijiuzi1niisinr5cci6ikpxvcj9.eyjzdwiioiixmjm0nty3odkwiiwibmftzsi6ikpvag4grg9liiwiywrtaw4ionrydwusimlhdci6mtuxnjizotaymn0.kmufsidtnfmyg3nmiwm6h9fnfuroof3wh7smqj-qv30",
  "eyj0exaioijkv1qilcjhbgcioijiuzi1nij9.eyjpc3mioijqb2uildqogimv4cci6mtmwmdgxotm4mcwnciaiahr0cdovl2v4yw1wbguuy29tl2lzx3jvb3qionrydwv9.dbjftjez4cvp-mb92k27uhbuj1p1r_w1gfwfoejxk",
  // frameworks' guides: Flask, FastAPI, Django, Rails, Symfony, jwt.io
  "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
  "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
  "django-insecure-",
  "thistokenisnotsosecretchangeit",
  "your-256-bit-secret",
  "a-string-secret-at-least-256-bits-long",
  "akiaiosfodnn7example",
  "wjalrxutnfemi/k7mdeng/bpxrficyexamplekey",
  // rows of letters and keys
  "irohanihohetochirinuruwowakayotaresotsunenaramuuwinookuyamakefukoeteasakiyumemishiwehimosesun",
  "irohanihohetotirinuruwowakayotaresotunenaramuuinookuyamakehukoeteasakiyumemisiehimosesu",
  "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせすん",
  "色は匂へど散りぬるを我が世誰ぞ常ならむ有為の奥山今日越えて浅き夢見じ酔ひもせず",
  "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
  "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
  "aiueokakikukekosashisusesotachitsutetonaninunenohahifuhehomamimumemoyayuyorarirurerowawon",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
  "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
  "1q2w3e4r5t6y7u8i9o0p-[=]",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
  "!qaz@wsx#edc$rfv%tgb^yhn&ujm*ik<(ol>)p:?",
  "!@#$%^&*()_+",
  "zaq12wsxcde34rfvbgt56yhnmju78ik,.lo90p;/",
  "qazwsxedcrfvtgbyhnujmikolp",
  "packmyboxwithfivedozenliquorjugs",
  "thefiveboxingwizardsjumpquickly",
  "sphinxofblackquartzjudgemyvow",
  "howvexinglyquickdaftzebrasjump",
  "jackdawslovemybigsphinxofquartz",
  "waltzbadnymphforquickjigsvex",
  "franzjagtimkomplettverwahrlostentaxiquerdurchbayern",
  "portezcevieuxwhiskyaujugeblondquifume",
  "thequickbrownfoxjumpsoverthelazydog",
].join("\n");

const SHORTEST_KNOWN = 8;

/** How many characters from `at` on match a publicly known text. Shorter matches are chance. */
export function knownText(lower: string, at: number): number {
  if (!KNOWN_TEXTS.includes(lower.slice(at, at + SHORTEST_KNOWN)) || at + SHORTEST_KNOWN > lower.length) return 0;
  let length = SHORTEST_KNOWN;
  while (at + length < lower.length && KNOWN_TEXTS.includes(lower.slice(at, at + length + 1))) length += 1;
  return length;
}

const HASHED_TOO = [
  ..."123456 12345678 123456789 1234567890 12345 1234 123 1 0 abc abc123 qwerty asdf iloveyou sunshine princess football passw0rd p@ssw0rd p@ssword pass pw null true false".split(
    " ",
  ),
  ..."nextauth-secret nextauth_secret next-auth my-secret mysecret my_secret supersecret super-secret secretkey secret-key secret_key secret123 password1 password123 admin123 test123 changeme123 change-me change_me".split(
    " ",
  ),
  ..."kijun-portal kijunportal ひみつ 秘密 パスワード テスト helloworld hello-world a b x".split(" "),
  "",
  "hello world",
  "the quick brown fox jumps over the lazy dog",
  "The quick brown fox jumps over the lazy dog",
  "correct horse battery staple",
];
const ALGORITHMS = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256", "ripemd160"];

/** The word as a person, `echo` and a form would write it. */
const spellings = (word: string): string[] => [
  word,
  `${word}\n`,
  word.toUpperCase(),
  `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`,
  `${word}1`,
  `${word}!`,
  `${word}123`,
];

export const SHORTEST_DIGEST = 12;
const beginningOf = (bytes: Buffer): string => bytes.subarray(0, SHORTEST_DIGEST).toString("hex");

function digestsOfWords(): ReadonlyMap<string, Buffer> {
  const words = new Set([...EXAMPLE_WORDS, ...HASHED_TOO].flatMap(spellings));
  const digests = [...words].flatMap((word) => ALGORITHMS.map((algorithm) => createHash(algorithm).update(word).digest()));
  return new Map(digests.map((digest) => [beginningOf(digest), digest]));
}

const wordDigests = ofProcess("digests of words", digestsOfWords);

/** Whether the bytes are the hash of a common word, whole or its beginning. `bytes` holds at least SHORTEST_DIGEST. */
export function isDigestOfWord(bytes: Buffer): boolean {
  const digest = wordDigests().get(beginningOf(bytes));
  return digest?.subarray(0, bytes.length).equals(bytes.subarray(0, digest.length)) === true;
}
