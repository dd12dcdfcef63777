import { withdrawStudent } from "@/lib/allocation/placement/commands";
import { guarded } from "@/lib/auth/guard";
import { limited } from "../../../answer";
import { changing } from "../standing";

/** A student leaves: the place is free, the counter stays. */
export const POST = guarded("student:write", limited(changing(withdrawStudent)));
