import { reinstateStudent } from "@/lib/allocation/placement/commands";
import { guarded } from "@/lib/auth/guard";
import { limited } from "../../../answer";
import { changing } from "../standing";

/** A withdrawn student comes back, into the pool. */
export const POST = guarded("student:write", limited(changing(reinstateStudent)));
