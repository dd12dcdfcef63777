"use client";

import Checkbox from "@mui/material/Checkbox";
import Radio from "@mui/material/Radio";
import { useChosenEarly } from "./use-early";

type Props = {
  id?: string;
  checked: boolean;
  disabled?: boolean;
  /** Id of the sentence that says what it means. */
  describedBy?: string | undefined;
  small?: boolean;
};

/** A box to tick. What was ticked before the scripts had come counts. */
export function TickBox({
  describedBy,
  small = false,
  onChange,
  ...rest
}: Props & { onChange: (checked: boolean) => void }) {
  const ref = useChosenEarly(rest.checked, onChange);
  return (
    <Checkbox
      {...rest}
      size={small ? "small" : "medium"}
      onChange={(_, checked) => onChange(checked)}
      slotProps={{ input: { ref, "aria-describedby": describedBy } }}
    />
  );
}

/** One of several of the same `name`. What was chosen before the scripts had come counts. */
export function RadioDot({
  describedBy,
  small = false,
  onChoose,
  ...rest
}: Props & { name: string; onChoose: () => void }) {
  const ref = useChosenEarly(rest.checked, onChoose);
  return (
    <Radio
      {...rest}
      size={small ? "small" : "medium"}
      onChange={onChoose}
      slotProps={{ input: { ref, "aria-describedby": describedBy } }}
    />
  );
}
