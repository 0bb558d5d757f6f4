/** A sheet that moved to another department. */
export interface MovedSheet {
  readonly id: string;
  readonly before: string;
  readonly departmentId: string;
}

/** An audit entry for each sheet, with its departments. */
export const movedParts = (moved: readonly MovedSheet[]) =>
  moved.map(({ id, before, departmentId }) => ({ place: `sheet/${id}`, detail: { before: { departmentId: before }, after: { departmentId } } }));
