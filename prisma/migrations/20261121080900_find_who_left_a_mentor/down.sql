DROP INDEX "assignment_left_idx";
