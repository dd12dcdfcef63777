import type { Names } from "@/components/allocation/labels";
import { holds, inScope, type Staff } from "@/lib/auth/permissions";
import { addManagerAction } from "@/lib/mentor/manager/actions";

/** What a page needs to offer «ساختن مدیر»: the action and the centres the viewer may give; null without the permission. */
export const managerTools = (staff: Staff, names: Names) =>
  holds(staff, "mentor:write")
    ? {
        create: addManagerAction,
        centers: Object.entries(names.centers)
          .map(([code, name]) => ({ code: Number(code), name }))
          .filter(({ code }) => inScope(staff, code)),
      }
    : null;
