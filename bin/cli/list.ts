import { z } from "zod";
import type { Can, Permission } from "@/lib/auth/permissions";
import { writePartFile } from "@/lib/excel/part-file";
import { takeListFile } from "@/lib/lists/file/commands";
import { LIST_NAMES, type ListName } from "@/lib/lists/names";
import { listNamedViews } from "@/lib/lists/views/queries";
import { command, usage } from "./command";
import { table } from "./table";
import { file, format, required, word } from "./values";

const listName = word.pipe(z.enum(LIST_NAMES));
const viewName = z.string().trim().min(1);

type Asked = { list: ListName; view?: string | undefined; user?: string | undefined; query: string };

/** The query of a view, or the one that was typed. */
const queryOf = async (staff: Can<Permission>, { list, view, user, query }: Asked): Promise<string> => {
  if (view === undefined) {
    if (user !== undefined) throw usage("missing", { name: "--view" });
    return query.replace(/^\?/, "");
  }
  if (query !== "") throw usage("either", { name: "--view", other: "--query" });
  const [found, another] = await listNamedViews(staff, { page: list, name: view, owner: user });
  if (another !== undefined) throw usage("severalViews", { name: view });
  return required(found).query;
};

/** Writes a list of the console as a file: the rows of a view or query, as its page shows them; audited like a download. */
const take = command({
  name: "list",
  args: ["list"],
  input: {
    list: listName,
    out: file,
    format: format.default("xlsx"),
    view: viewName.optional(),
    user: word.optional(),
    query: z.string().max(2_000).default(""),
  },
  run: async ({ out, ...asked }, { staff, words }) => {
    const taken = await takeListFile(staff, asked.list, {
      query: await queryOf(staff, asked),
      format: asked.format,
      locale: words.locale,
      calendar: undefined,
      now: new Date(),
    });
    const { sha256, size } = await writePartFile(out, taken.bytes);
    const { rows, query } = taken;
    return {
      document: { path: out, list: asked.list, query, rows, sha256, size },
      lines: [words.t("cli.list.written", { path: out, rows })],
    };
  },
});

/** The saved views there are to name: those that are shared, or all of a person. */
const views = command({
  name: "view list",
  input: { user: word.optional() },
  run: async ({ user }, { staff, words: { t } }) => {
    const found = await listNamedViews(staff, { owner: user });
    const head = ["list", "name", "owner", "query"].map((key) => t(`cli.list.head.${key}`));
    return {
      document: { views: found },
      lines: table(
        head,
        found.map((view) => [view.list, view.name, view.owner, view.query]),
      ),
    };
  },
});

export const lists = [take];
export const viewCommands = [views];
