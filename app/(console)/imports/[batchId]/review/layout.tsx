import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

/** Values are shown in words here, those of students among them. */
export default function ReviewLayout({ children }: { children: ReactNode }) {
  return <Words of={["import", "issues", "students"]}>{children}</Words>;
}
