"use server";

import { selfAction } from "@/lib/auth/guard";
import { changeView, deleteView, saveView, setDefaultView } from "./commands";
import { changeViewSchema, defaultViewSchema, deleteViewSchema, saveViewSchema } from "./schema";

export const saveViewAction = selfAction(saveViewSchema, saveView);
export const changeViewAction = selfAction(changeViewSchema, changeView);
export const deleteViewAction = selfAction(deleteViewSchema, deleteView);
export const setDefaultViewAction = selfAction(defaultViewSchema, setDefaultView);
