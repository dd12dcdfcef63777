-- Who left a mentor: a mentor's history looked at every assignment there is. Rows of living placements are not in it.
CREATE INDEX "assignment_left_idx" ON "تخصیص_ها" ("شناسه_منتور") WHERE "وضعیت" = 'REVERTED';
