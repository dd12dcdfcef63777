import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

export default function ImportsLayout({ children }: { children: ReactNode }) {
  return <Words of={["import", "issues", "quarantine"]}>{children}</Words>;
}
