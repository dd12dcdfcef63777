"use client";

import Button, { type ButtonProps } from "@mui/material/Button";
import Link from "next/link";
import { Icon, type IconName } from "./icons";

type Props = Omit<ButtonProps, "href" | "ref" | "startIcon"> & {
  href: string;
  icon?: IconName;
  /** A plain anchor: for downloads, which the router must not fetch. */
  download?: boolean;
};

/** A button that goes somewhere; usable from server components (a function component cannot be passed from there). */
export function ButtonLink({ href, icon, download = false, children, ...rest }: Props) {
  const start = icon ? { startIcon: <Icon name={icon} size={18} /> } : {};
  return download ? (
    <Button component="a" href={href} download {...start} {...rest}>
      {children}
    </Button>
  ) : (
    <Button component={Link} href={href} {...start} {...rest}>
      {children}
    </Button>
  );
}
