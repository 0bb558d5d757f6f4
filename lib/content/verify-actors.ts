import type { EditionFiles } from "@/lib/content/edition-files";
import type { FieldPath, Finding } from "@/lib/content/finding";
import { isMeasure, locateItems, locateSections } from "@/lib/content/locate-entries";
import { subjectFinder } from "@/lib/content/printed-subjects";
import type { DutyParagraphEntry, MeasureEntry } from "@/lib/content/schema";

type Report = (path: FieldPath, message: string) => Finding;

/** Checks that every printed actor is read as a role, every measure is on a sheet, and no actor is invented (docs/design.md 3). */
export function verifyActors(files: EditionFiles): Finding[] {
  const known = files.roles.value.readings.map(({ actor }) => actor);
  const subjectsOf = subjectFinder(known);
  const bullets = bulletLines(files);
  const ofMeasures = locateSections(files).flatMap(({ entry: section, at }) => {
    let before: readonly string[] = [];
    return section.measures.flatMap((measure, index) => [
      ...verifyAnsweredBy(measure, (path, message) => at(["measures", index, ...path], message)),
      ...measure.paragraphs.flatMap((paragraph, number) => {
        const report: Report = (path, message) => at(["measures", index, "paragraphs", number, ...path], message);
        const carried = number > 0 || goesOn(paragraph, bullets) ? before : [];
        before = paragraph.actors;
        return verifyParagraph(paragraph, { known, subjects: subjectsOf(paragraph.text), carried, within: number > 0 }, report);
      }),
    ]);
  });
  const ofExamples = locateItems(files).flatMap(({ entry, at }) => (isMeasure(entry) ? [] : verifyNamed(entry.actors, subjectsOf(entry.text), known, at)));
  return [...ofMeasures, ...ofExamples];
}

interface Surroundings {
  readonly known: readonly string[];
  /** The actors that the text itself names. */
  readonly subjects: readonly string[];
  /** The actors of the sentence before, if this one may continue it. */
  readonly carried: readonly string[];
  /** Whether the sentence before belongs to the same measure. */
  readonly within: boolean;
}

function verifyParagraph({ actors }: DutyParagraphEntry, { known, subjects, carried, within }: Surroundings, at: Report): Finding[] {
  if (subjects.length > 0) return verifyNamed(actors, subjects, known, at);
  const strangers = actors.flatMap((actor, index) =>
    known.includes(actor)
      ? carried.includes(actor)
        ? []
        : [at(["actors", index], `主体「${actor}」は、この文にも、引き継ぐ前の文にも印刷されていません`)]
      : [unknownActor(actor, index, at)],
  );
  if (strangers.length > 0) return strangers;
  // Whether an actor carries over into a new measure is a matter of reading. Within one measure the subject stays.
  const kept = actors.join() === carried.join() || (actors.length === 0 && !within);
  return kept ? [] : [at(["actors"], `前の文の主体「${carried.join("、")}」を引き継いで書いてください`)];
}

/** Checks a text that names its own actors: exactly these are listed. */
function verifyNamed(actors: readonly string[], subjects: readonly string[], known: readonly string[], at: Report): Finding[] {
  const findings = [
    ...actors.flatMap((actor, index) => {
      if (!known.includes(actor)) return [unknownActor(actor, index, at)];
      return subjects.includes(actor) ? [] : [at(["actors", index], `主体「${actor}」は、この文の主語として印刷されていません`)];
    }),
    ...subjects
      .filter((subject) => !actors.includes(subject))
      .map((subject) => at(["actors"], `「${subject}は」と書かれているので、主体に「${subject}」が要ります`)),
  ];
  if (findings.length > 0 || actors.join() === subjects.join()) return findings;
  return [at(["actors"], `主体は印刷された順に、一度ずつ書いてください（${subjects.join("、")}）`)];
}

const unknownActor = (actor: string, index: number, at: Report): Finding => at(["actors", index], `主体「${actor}」が roles.yaml の読替え表にありません`);

/** Whether a sentence continues the one before: it says so, or it is an entry of a list. */
const goesOn = ({ text, lines }: DutyParagraphEntry, bullets: ReadonlySet<number>): boolean =>
  /^(?:なお|また|その際|さらに)、/.test(text) || (lines[0] !== undefined && bullets.has(lines[0].from));

function bulletLines({ source }: EditionFiles): ReadonlySet<number> {
  const lines = source?.toString("utf8").split(/\r?\n/) ?? [];
  return new Set(lines.flatMap((line, index) => (/^\s*-?\s*・/.test(line) ? [index + 1] : [])));
}

function verifyAnsweredBy(measure: MeasureEntry, at: Report): Finding[] {
  const named = measure.paragraphs.some(({ actors }) => actors.length > 0);
  if (named && measure.answeredBy !== undefined) {
    return [at(["answeredBy"], "主体が在る対策項目には書けません（回答する役割は roles.yaml の読替え表で決まります）")];
  }
  if (!named && measure.answeredBy === undefined) {
    return [at([], "主体も answeredBy もないので、誰も回答しません。どちらかを書いてください")];
  }
  return [];
}
