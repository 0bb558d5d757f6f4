import { idOf } from "@/lib/demo/days/chance";
import { DEMO_PASSWORD_HASH } from "@/lib/demo/operator-rows";
import type { RowBook } from "@/lib/demo/rows";

/** People outside of the operators, in sectors of `content/sectors`: ministry officers and platform administrators. All fictional. */
export const OFFICES = {
  airports: { name: "有明 直人", email: "airport-officer@mlit.example.jp", sector: "kuko", role: "ministryOfficer" },
  railways: { name: "峰岸 文", email: "railway-officer@mlit.example.jp", sector: "tetsudo", role: "ministryOfficer" },
  platform: { name: "城戸 環", email: "admin@portal.example.jp", sector: null, role: "platformAdministrator" },
} as const;
export type Office = keyof typeof OFFICES;

export const officeAccount = (office: Office): string => idOf(`account/${office}`);

export function addOffices(book: RowBook): void {
  for (const office of ["airports", "railways", "platform"] as const) {
    const { name, email, sector, role } = OFFICES[office];
    book.add("account", {
      ...{ id: officeAccount(office), email, name, password_hash: DEMO_PASSWORD_HASH },
      ...{ operator_id: null, person_id: null, sector_id: sector, role, disabled_at: null },
    });
  }
}
