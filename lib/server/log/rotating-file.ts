import { closeSync, fstatSync, openSync, renameSync, rmSync, statfsSync, writeSync } from "node:fs";
import path from "node:path";

export interface RotationLimits {
  /** Maximum bytes of one file. */
  readonly size: number;
  /** Number of older files to keep. */
  readonly kept: number;
  /** With less free disk space than this, the log keeps only one small file. */
  readonly spare: number;
}

const DEFAULTS: RotationLimits = { size: 10_000_000, kept: 4, spare: 200_000_000 };
const SMALL = 1_000_000;
/** How often the free disk space is checked while the log is written; other programs fill the disk too. */
export const MEASURE_AGAIN = 5_000;

/**
 * A log file that is rotated when it is full, so that all files together never exceed `size × (kept + 1)`. Lines are written
 * synchronously, so that the last line before a crash is kept. A line that cannot be written is lost: the log never fails a
 * request.
 */
export class RotatingFile {
  private descriptor: number | null = null;
  private written = 0;
  private readonly limits: RotationLimits;

  constructor(
    private readonly file: string,
    limits: Partial<RotationLimits> = {},
  ) {
    this.limits = { ...DEFAULTS, ...limits };
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    try {
      if (this.descriptor === null) this.open();
      else if (Math.abs(Date.now() - this.measuredAt) >= MEASURE_AGAIN) this.measure();
      if (this.written > 0 && this.written + bytes > this.limit()) this.rotate();
      if (this.descriptor !== null) writeSync(this.descriptor, line);
      this.written += bytes;
    } catch {
      this.close(); // a full disk or a missing folder: the next line tries again
    }
  }

  /** Frees space on a disk that others have filled, even while there is nothing to log. */
  keepRoom(): void {
    try {
      this.measure();
      if (this.isShort && this.descriptor !== null && this.written > this.limit()) this.rotate();
    } catch {
      this.close();
    }
  }

  private measuredAt = 0;
  private isShort = false;
  private readonly limit = (): number => (this.isShort ? Math.min(SMALL, this.limits.size) : this.limits.size);

  private open(): void {
    this.descriptor = openSync(this.file, "a", 0o600);
    this.written = fstatSync(this.descriptor).size;
    this.measure();
  }

  private measure(): void {
    const { bavail, bsize } = statfsSync(path.dirname(this.file));
    this.isShort = bavail * bsize < this.limits.spare;
    this.measuredAt = Date.now();
    if (this.isShort) this.dropAside(0);
  }

  private dropAside(kept: number): void {
    for (let age = this.limits.kept; age > kept; age -= 1) rmSync(this.aside(age), { force: true });
  }

  private rotate(): void {
    this.close();
    this.measure();
    const kept = this.isShort ? 0 : this.limits.kept;
    for (let age = kept - 1; age >= 0; age -= 1) {
      try {
        renameSync(age === 0 ? this.file : this.aside(age), this.aside(age + 1));
      } catch {
        // not there yet
      }
    }
    if (kept === 0) rmSync(this.file, { force: true });
    this.open();
  }

  private readonly aside = (age: number): string => `${this.file}.${String(age)}`;

  private close(): void {
    const { descriptor } = this;
    this.descriptor = null;
    if (descriptor === null) return;
    try {
      closeSync(descriptor);
    } catch {
      // gone already
    }
  }
}
