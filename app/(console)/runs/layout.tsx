import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

export default function RunsLayout({ children }: { children: ReactNode }) {
  return <Words of={["runs"]}>{children}</Words>;
}
