/**
 * In SQL: the entry `l` (`cycle_left_out`) was made for the vacant post whose sheet `s` is. It is about that sheet alone, and rests
 * while the sheet asks the measure (docs/decisions/0012-hand-out-refuses-vacancies.md).
 */
export const OF_VACANT_POST = `(l.vacant_place = s.place AND split_part(l.scope, '/', 1) IN ('', s.role))`;
