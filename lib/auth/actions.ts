"use server";

import { createUser, resetPassword, revokeSessions, setUserActive, updateUser } from "./commands";
import { createFirstAdmin } from "./first-run";
import { action, openAction, selfAction } from "./guard";
import { leave } from "./leave";
import { changeOwnPassword, chooseCalendar, endOwnSession } from "./own-account";
import {
  changePasswordSchema,
  createUserSchema,
  firstAdminSchema,
  ownCalendarSchema,
  sessionIdSchema,
  setUserActiveSchema,
  signOutSchema,
  tokenFormSchema,
  tokenIdSchema,
  updateUserSchema,
  userIdSchema,
} from "./schema";
import { createToken, revokeToken } from "./tokens";

export const createUserAction = action("user:write", createUserSchema, createUser);
export const updateUserAction = action("user:write", updateUserSchema, updateUser);
export const setUserActiveAction = action("user:write", setUserActiveSchema, setUserActive);
export const resetPasswordAction = action("user:write", userIdSchema, resetPassword);
export const revokeSessionsAction = action("user:write", userIdSchema, revokeSessions);
export const changePasswordAction = selfAction(changePasswordSchema, changeOwnPassword);
export const chooseCalendarAction = selfAction(ownCalendarSchema, chooseCalendar);
export const endOwnSessionAction = selfAction(sessionIdSchema, endOwnSession);
export const signOutAction = openAction(signOutSchema, leave);
export const createFirstAdminAction = openAction(firstAdminSchema, createFirstAdmin);
export const createTokenAction = action("user:write", tokenFormSchema, createToken);
export const revokeTokenAction = action("user:write", tokenIdSchema, revokeToken);
