export interface Zone {
  readonly name: string;
  readonly from: RegExp;
}

export declare const ZONES: readonly Zone[];
