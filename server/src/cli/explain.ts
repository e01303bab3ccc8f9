// phi-lens explain: the page of a rule, as text for a terminal.

import { didYouMean } from "../policy/suggest";
import { RULE_IDS } from "../rules/catalog";
import { type Environment, EXIT, UsageError } from "./environment";
import { rulePage } from "./pages";

/** Prints the page of a rule. Throws a UsageError for one that does not exist. */
export function explain(rule: string, { stdout, colors }: Environment): number {
  const page = rulePage(rule);
  if (page === undefined) throw new UsageError(`there is no rule \`${rule}\`.${didYouMean(rule, RULE_IDS)}`);
  stdout.write(`${stdout.isTTY ? terminalMarkdown(page, colors) : page.trimEnd()}\n`);
  return EXIT.clean;
}

/** Headings bold, code dimmed or coloured, the rest as it is: Markdown reads well as text. */
function terminalMarkdown(page: string, colors: Environment["colors"]): string {
  let inCode = false;
  return page
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("```")) {
        inCode = !inCode;
        return [];
      }
      if (inCode) return [`    ${colors.cyan(line)}`];
      const heading = /^#+ (.*)$/.exec(line);
      const inline = (text: string): string => text.replace(/`([^`]+)`/g, (_, code: string) => colors.cyan(code)).replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => colors.bold(strong));
      return [heading ? colors.bold(inline(heading[1] ?? "")) : inline(line)];
    })
    .join("\n");
}
