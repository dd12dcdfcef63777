"use server";

import { action } from "../../auth/guard";
import { addCenter, addGroup, addYear, changeGroup, changeYearCode, renameCenter } from "./commands";
import { centerSchema, groupSchema, yearSchema } from "./schema";

export const addYearAction = action("settings:write", yearSchema, addYear);
export const changeYearCodeAction = action("settings:write", yearSchema, changeYearCode);
export const addCenterAction = action("settings:write", centerSchema, addCenter);
export const renameCenterAction = action("settings:write", centerSchema, renameCenter);
export const addGroupAction = action("settings:write", groupSchema, addGroup);
export const changeGroupAction = action("settings:write", groupSchema, changeGroup);
