"use client";

import Button from "@mui/material/Button";
import type { ReactNode } from "react";
import { Icon } from "./icons";

/** Opens the browser's printing of the page as it is. */
export function PrintButton({ size, children }: { size?: "small"; children: ReactNode }) {
  return (
    <Button
      variant="outlined"
      size={size ?? "medium"}
      startIcon={<Icon name="print" size={18} />}
      onClick={() => window.print()}
    >
      {children}
    </Button>
  );
}
