export interface Granted<Value> {
  readonly ok: true;
  readonly value: Value;
}

export interface Refused<Refusal> {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** The result of an operation that may be refused for a reason the caller can act on. Bugs are thrown, refusals are returned. */
export type Result<Value, Refusal> = Granted<Value> | Refused<Refusal>;

export const granted = <Value>(value: Value): Granted<Value> => ({ ok: true, value });

export const refused = <Refusal>(refusal: Refusal): Refused<Refusal> => ({ ok: false, refusal });
