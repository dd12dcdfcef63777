import { readYesNo } from "@/lib/shared/enums";
import {
  type CodeBook,
  type FieldTexts,
  isFilled,
  isGiven,
  note,
  type ParsedRow,
  type RowIssue,
  type RowValue,
  readRow,
  takeName,
  textOf,
  wholeNumber,
} from "@/lib/shared/row";
import { compactKey } from "@/lib/shared/text";
import { readCenterList } from "../center-list";

/** Reads a row of the managers' list: code, name, centres by code or name, active. Source: Domain §7. */
export const parseManager = (texts: FieldTexts, reference: { readonly centers: CodeBook }): ParsedRow => {
  const row = readRow(texts);
  const id = isFilled(row, "id") ? wholeNumber(row, "id") : null;
  const valid = id !== null && id > 0;
  if (valid) row.value.id = id;
  else note(row, "MANAGER_ID_INVALID", "id");
  takeName(row, "name");
  if (isGiven(row, "name") && !isFilled(row, "name")) note(row, "NAME_MISSING", "name");
  if (isFilled(row, "centers")) readCenterList(row, "centers", reference.centers);
  else note(row, "CENTERS_UNKNOWN", "centers");
  if (isGiven(row, "active")) {
    const yes = readYesNo(textOf(row, "active"));
    if (yes === null) note(row, "YES_NO_UNKNOWN", "active");
    else row.value.active = yes;
  }
  return { key: valid ? String(id) : null, value: row.value, defaults: { active: true }, issues: row.issues };
};

/** The key by which a mentor file finds this manager. A new manager needs a name. */
export const completeManager = (record: RowValue): { derived: RowValue; issues: RowIssue[] } => ({
  derived: { nameKey: compactKey(String(record.name ?? "")) },
  issues: record.name === undefined ? [{ code: "NAME_MISSING", field: "name" }] : [],
});
