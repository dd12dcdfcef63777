import { readYesNo } from "@/lib/shared/enums";
import {
  type CodeBook,
  type FieldTexts,
  type ParsedRow,
  type RowIssue,
  type RowValue,
  readRow,
} from "@/lib/shared/row";
import { compactKey } from "@/lib/shared/text";
import { readCenterList } from "../center-list";

/** Reads a row of the managers' list: code, name, centres by code or name, active. Source: Domain §7. */
export const parseManager = (texts: FieldTexts, reference: { readonly centers: CodeBook }): ParsedRow => {
  const row = readRow(texts);
  const id = row.isFilled("id") ? row.integer("id") : null;
  const valid = id !== null && id > 0;
  if (valid) row.value.id = id;
  else row.note("MANAGER_ID_INVALID", "id");
  row.name("name");
  if (row.isGiven("name") && !row.isFilled("name")) row.note("NAME_MISSING", "name");
  if (row.isFilled("centers")) readCenterList(row, "centers", reference.centers);
  else row.note("CENTERS_UNKNOWN", "centers");
  if (row.isGiven("active")) {
    const yes = readYesNo(row.text("active"));
    if (yes === null) row.note("YES_NO_UNKNOWN", "active");
    else row.value.active = yes;
  }
  return { key: valid ? String(id) : null, value: row.value, defaults: { active: true }, issues: row.issues };
};

/** The key by which a mentor file finds this manager. A new manager needs a name. */
export const completeManager = (record: RowValue): { derived: RowValue; issues: RowIssue[] } => ({
  derived: { nameKey: compactKey(String(record.name ?? "")) },
  issues: record.name === undefined ? [{ code: "NAME_MISSING", field: "name" }] : [],
});
