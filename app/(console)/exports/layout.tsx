import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

export default function ExportsLayout({ children }: { children: ReactNode }) {
  return <Words of={["exports"]}>{children}</Words>;
}
