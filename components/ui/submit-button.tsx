"use client";

import Button, { type ButtonProps } from "@mui/material/Button";
import { useFormStatus } from "react-dom";

type Props = Omit<ButtonProps, "type" | "loading" | "ref"> & {
  /** Of `useFormAction`; without it the state of the surrounding `<form action>` is shown. */
  pending?: boolean;
};

/** The main button of a form; shows that it works and cannot be pressed twice. */
export function SubmitButton({ pending, children, ...rest }: Props) {
  const status = useFormStatus();
  return (
    <Button type="submit" variant="contained" loading={pending ?? status.pending} {...rest}>
      {children}
    </Button>
  );
}
