import { Moving } from "@/components/organisation/moving";
import { Select } from "@/components/ui/select";
import type { MovingView, Option } from "@/lib/features/organisation/record/view";

interface ReturnPlaceProps {
  readonly id: string;
  readonly departments: readonly Option[];
  readonly moving: MovingView | null;
}

/** The department in use into which somebody, or a system, comes back whose own one is retired. */
export function ReturnPlace({ id, departments, moving }: ReturnPlaceProps) {
  return (
    <>
      <Select
        id={`${id}-department`}
        name="departmentId"
        label="戻る先の部署"
        hint="元の部署は廃止しています。"
        options={departments}
        defaultValue=""
        required
      />
      <Moving moving={moving} />
    </>
  );
}
