import { identityFold } from "@/lib/domain/shared/text-fold";
import { areOneShape, CLOSE_TEXT, CloseNames, meantText, SHAPE_TEXT } from "@/lib/features/organisation/likeness/rules";
import { doubtOfOrder, exchangeOf, takenOver } from "@/lib/features/organisation/list-columns/rules";
import type { LineProblem } from "@/lib/features/organisation/list-file/csv";
import { doubtsOfFormula, doubtsOfText } from "@/lib/features/organisation/list-file/rules";
import { type RegisteredUnit, UnitsByName } from "@/lib/features/organisation/list-register/rules";
import { sentence } from "@/lib/labels/own-direction";

/** The column with the name that is registered now, by which a list renames. */
export const PRESENT_NAME = "いまの名前";

/** A row that names a unit: `present` is the name that is registered now, null if the row does not say. */
export interface NamingRow {
  readonly line: number;
  readonly present: string | null;
  readonly name: string;
}

/** A row with the unit that it means, null for a new one, and the name that the unit has then. */
export interface NamedUnit<Row extends NamingRow, Unit extends RegisteredUnit> {
  readonly row: Row;
  readonly unit: Unit | null;
  readonly name: string;
}

export interface NamedUnits<Row extends NamingRow, Unit extends RegisteredUnit> {
  readonly named: readonly NamedUnit<Row, Unit>[];
  readonly problems: readonly LineProblem[];
  readonly doubts: readonly LineProblem[];
  /** Lines of the rows that exchange their names, whose other cells may be those of another unit. */
  readonly exchanging: ReadonlySet<number>;
}

/** The names of the units that a row can mean. */
export const namesInUse = (units: readonly RegisteredUnit[]): CloseNames => new CloseNames(units.filter(({ retired }) => !retired).map(({ name }) => name));

/** Which unit each row means, before names are compared with each other. */
class Meant<Row extends NamingRow, Unit extends RegisteredUnit> {
  readonly named: NamedUnit<Row, Unit>[] = [];
  readonly problems: LineProblem[] = [];
  readonly doubts: LineProblem[] = [];
  private readonly known: UnitsByName<Unit>;
  private readonly close: CloseNames;
  private readonly lineOf = new Map<string, number>();
  private readonly movedAway = new Set<string>();

  constructor(
    private readonly word: string,
    rows: readonly Row[],
    units: readonly Unit[],
  ) {
    this.known = new UnitsByName(units);
    this.close = namesInUse(units);
    // What the list renames is not found under its old name by another row.
    for (const row of rows) {
      const unit = row.present === null ? undefined : this.known.find(row.present);
      if (unit && identityFold(unit.name) !== identityFold(row.name)) this.movedAway.add(unit.id);
    }
    for (const row of rows) this.read(row);
  }

  private read(row: Row): void {
    const { line, present, name } = row;
    const byPresent = present === null ? undefined : this.known.find(present);
    const found = this.known.find(name);
    const byName = found && this.movedAway.has(found.id) ? undefined : found;
    if (present !== null && !byPresent && !byName) {
      this.problems.push({
        line,
        column: PRESENT_NAME,
        message: `${sentence`「${present}」という${this.word}は登録されていません。`}${meantText(this.close.to(present))}新しい${this.word}なら、この欄を空にしてください。`,
      });
      return;
    }
    const unit = byPresent ?? byName;
    if (!unit) {
      this.named.push({ row, unit: null, name });
      return;
    }
    if (this.isInTheWay(line, byPresent ? PRESENT_NAME : this.word, unit)) return;
    if (!byPresent && present !== null) {
      this.doubts.push({ line, column: PRESENT_NAME, message: sentence`「${present}」は登録されていません。「${unit.name}」のこととみなします。` });
    } else if (!byPresent && name !== unit.name) {
      this.doubts.push({
        line,
        column: this.word,
        message: sentence`「${name}」は、登録してある「${unit.name}」とみなします。名前を変えるときは、「${PRESENT_NAME}」に「${unit.name}」と書いてください。`,
      });
    }
    this.named.push({ row, unit, name: byPresent ? name : unit.name });
  }

  private isInTheWay(line: number, column: string, unit: Unit): boolean {
    const earlier = this.lineOf.get(unit.id);
    this.lineOf.set(unit.id, earlier ?? line);
    if (earlier !== undefined) this.problems.push({ line, column, message: `${earlier}行目と同じ${this.word}です。` });
    else if (unit.retired) {
      this.problems.push({
        line,
        column,
        message: sentence`「${unit.name}」は廃止した${this.word}です。使うときは「部署と重要システム」の画面で元に戻し、使わないときは行を消してください。`,
      });
    } else return false;
    return true;
  }
}

const isNewName = ({ unit, name }: NamedUnit<NamingRow, RegisteredUnit>): boolean => unit?.name !== name;

/** New names that another unit has, or has then. */
function sameNames(word: string, named: readonly NamedUnit<NamingRow, RegisteredUnit>[], units: readonly RegisteredUnit[]): LineProblem[] {
  const finalName = new Map(named.flatMap(({ unit, name }) => (unit ? [[unit.id, name] as const] : [])));
  const taken = new Map<string, string>();
  for (const unit of units) {
    const name = finalName.get(unit.id) ?? unit.name;
    if (name === unit.name) taken.set(identityFold(name), sentence`${word}「${name}」${unit.retired ? "（廃止）" : ""}`);
  }
  return named.filter(isNewName).flatMap(({ row: { line }, name }): LineProblem[] => {
    const fold = identityFold(name);
    const holder = taken.get(fold);
    if (holder === undefined) taken.set(fold, `${line}行目`);
    return holder === undefined
      ? []
      : [{ line, column: word, message: sentence`${holder}と同じ名前です。空白・全角と半角・見えない文字の違いは、同じとみなします。` }];
  });
}

/** New names that may not be meant: close to another, or with characters to look at. */
function doubtfulNames(word: string, named: readonly NamedUnit<NamingRow, RegisteredUnit>[], units: readonly RegisteredUnit[]): LineProblem[] {
  const renamed = new Set(named.flatMap((one) => (one.unit && isNewName(one) ? [one.unit.id] : [])));
  const others = new CloseNames(units.filter(({ id }) => !renamed.has(id)).map(({ name }) => name));
  return named.filter(isNewName).flatMap(({ row: { line }, unit, name }): LineProblem[] => {
    const close = others.to(name);
    others.add(name);
    const asked: LineProblem[] =
      close.length === 0
        ? []
        : [
            {
              line,
              column: word,
              message: `${unit ? "" : "新しい"}${word}${sentence`「${name}」`}は、${close.map((other) => sentence`「${other}」`).join("")}と、${CLOSE_TEXT}が違います。`,
            },
          ];
    const alike: LineProblem[] =
      unit && areOneShape(unit.name, name)
        ? [{ line, column: word, message: sentence`${word}「${unit.name}」を、${SHAPE_TEXT}が違う「${name}」に変えます。` }]
        : [];
    return [...asked, ...alike, ...doubtsOfText(line, word, name), ...doubtsOfFormula(line, word, name)];
  });
}

/**
 * Finds the unit of each row: by 「いまの名前」, else by its name, which then stays as it is registered. In: the rows, and all units
 * of the operator, retired ones too. Out: the units with the names that they have then, what contradicts them, and what may not
 * be meant.
 */
export function nameUnits<Row extends NamingRow, Unit extends RegisteredUnit>(
  word: string,
  rows: readonly Row[],
  units: readonly Unit[],
): NamedUnits<Row, Unit> {
  const { named, problems, doubts } = new Meant(word, rows, units);
  const exchanging = takenOver(named.map(({ row: { line }, unit, name }) => exchangeOf(line, unit?.name ?? name, name)));
  return {
    named,
    exchanging: new Set(exchanging.map(({ line }) => line)),
    problems: [...problems, ...sameNames(word, named, units)],
    doubts: [...doubtOfOrder(word, exchanging, `${word}か「${PRESENT_NAME}」`), ...doubts, ...doubtfulNames(word, named, units)],
  };
}
