import { amountsIn, linesIn, type Mention } from "@/lib/features/organisation/list-register/parts";
import type { At, Found, PeopleByName } from "@/lib/features/organisation/list-register/rules";
import { sentence } from "@/lib/labels/own-direction";

/** 「1,002」, where that may be one person's number or those of two. */
function amountInTheWay(cell: string, people: PeopleByName): string | null {
  const found = amountsIn(cell).find(({ number, parts }) => people.hasNumber(number) || !parts.some((part) => people.hasNumber(part)));
  if (!found) return null;
  const parts = found.parts.map((part) => sentence`「${part}」`).join("");
  return sentence`「${found.written}」は、職員番号「${found.number}」とも、${parts}とも読めます。一人の番号ならコンマを取り、何人かは「、」で並べてください。`;
}

/** A person's name and mail address that stand on two lines, as one. */
function asOne([first, ...others]: readonly Mention[], [second, ...more]: readonly Mention[], people: PeopleByName): Mention | null {
  if (!first || !second || others.length > 0 || more.length > 0) return null;
  if (first.kind === "number" && second.kind === "address" && second.name === null && people.mayName(first.text, second.email)) {
    return { ...second, name: first.text };
  }
  const isBehind = first.kind === "address" && first.name === null && second.kind === "number" && people.names(second.text, first.email);
  return isBehind ? { ...first, name: second.text } : null;
}

function mentionsOf(lines: readonly (readonly Mention[])[], people: PeopleByName): Mention[] {
  const mentions: Mention[] = [];
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] ?? [];
    const joined = asOne(line, lines[place + 1] ?? [], people);
    mentions.push(...(joined ? [joined] : line));
    if (joined) place += 1;
  }
  return mentions;
}

/**
 * Whom a cell names. A number, a mail address, a name or what is left over is taken where it can be read in one way only;
 * everything else is a problem that says what to write.
 */
export function foundInCell(at: At, cell: string, people: PeopleByName): Found[] {
  const amount = amountInTheWay(cell, people);
  if (amount !== null) return [{ problem: { ...at, message: amount } }];
  return mentionsOf(linesIn(cell), people).map((mention) => people.findIn(at, mention));
}
