/** Frees the place for the next one. Call it exactly once, whatever the result of the work. */
export type Leave = () => void;

interface Waiting {
  readonly source: string;
  readonly settle: (leave: Leave | null) => void;
}

/**
 * A bounded waiting line before expensive work: `running` at once, at most `waiting` behind them, the others are refused at
 * once. Sources take turns, so that none of them can keep the others out. When the line is full, a source with fewer waiting
 * requests takes the last place of the source with the most.
 */
export class BoundedLine {
  private running = 0;
  private line: Waiting[] = [];
  private last: string | null = null;

  constructor(private readonly limits: { readonly running: number; readonly waiting: number }) {}

  /** A place, now or later; null when the line is full. */
  enter(source: string): Promise<Leave | null> {
    if (this.running < this.limits.running) return Promise.resolve(this.begin(source));
    if (this.line.length >= this.limits.waiting && !this.makeRoomFor(source)) return Promise.resolve(null);
    return new Promise((settle) => this.line.push({ source, settle }));
  }

  private begin(source: string): Leave {
    this.running += 1;
    this.last = source;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.running -= 1;
      this.admitNext();
    };
  }

  private admitNext(): void {
    const turn = this.line.findIndex(({ source }) => source !== this.last);
    const [next] = this.line.splice(Math.max(0, turn), 1);
    next?.settle(this.begin(next.source));
  }

  private makeRoomFor(source: string): boolean {
    const counts = new Map<string, number>();
    for (const one of this.line) counts.set(one.source, (counts.get(one.source) ?? 0) + 1);
    const [most = source, count = 0] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
    if (count <= (counts.get(source) ?? 0) + 1) return false;
    const [turnedAway] = this.line.splice(
      this.line.findLastIndex((one) => one.source === most),
      1,
    );
    turnedAway?.settle(null);
    return true;
  }
}
