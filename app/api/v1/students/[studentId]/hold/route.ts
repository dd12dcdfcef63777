import { holdStudent } from "@/lib/allocation/placement/commands";
import { guarded } from "@/lib/auth/guard";
import { limited } from "../../../answer";
import { changing } from "../standing";

/** Keeps a student out of the next runs; a placement stays. */
export const POST = guarded("student:write", limited(changing(holdStudent)));
