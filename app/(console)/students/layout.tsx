import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

export default function StudentsLayout({ children }: { children: ReactNode }) {
  return <Words of={["students", "import", "issues", "manual"]}>{children}</Words>;
}
