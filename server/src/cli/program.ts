// The command line: commands, options, and which exit code an outcome has (SPEC 7). Says nothing itself; each command is a file
// that is loaded when it is asked for.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../../../package.json";
import { SEVERITIES } from "../engine/api";
import { describeError } from "../host/errorText";
import { type Environment, EXIT, UsageError } from "./environment";

/** Runs one command. Undefined: it goes on running (the language server). */
export async function run(args: readonly string[], environment: Environment): Promise<number | undefined> {
  let code: number | undefined = EXIT.clean;
  const program = createProgram(environment, (outcome) => {
    code = outcome;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    if (error instanceof UsageError) {
      environment.stderr.write(`phi-lens: ${error.message}\n`);
      return EXIT.usage;
    }
    // What the error says may quote the code that was read, and this may end up in the log of a build.
    environment.stderr.write(`phi-lens: internal error, please report it with this line: ${version}, ${describeError(error)}\n`);
    return EXIT.internal;
  }
}

function createProgram(environment: Environment, done: (code: number | undefined) => void): Command {
  const program = new Command("phi-lens")
    .description("Follows protected health information (PHI) through TypeScript code.")
    .version(version, "-v, --version")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => environment.stdout.write(text), writeErr: (text) => environment.stderr.write(text) });

  program
    .command("check")
    .description("report where PHI goes that it should not")
    .argument("[path...]", "folders, tsconfig files or source files (default: the current folder)")
    .addOption(new Option("--format <format>", "form of the findings").choices(["stylish", "json", "sarif", "github"]).default("stylish"))
    .option("--output <file>", "write there instead of to standard output")
    .option("--policy <file>", "policy file to use for all paths")
    .option("--baseline <file>", "leave out the findings listed in this file")
    .option("--update-baseline", "write the findings into the baseline instead of reporting them")
    .option("--changed-since <rev>", "only findings in lines changed since a git revision, and flows that are new since")
    .addOption(new Option("--min-severity <severity>", "lowest severity that is reported and fails the check").choices(SEVERITIES))
    .option("--max-findings <n>", "report at most so many", wholeNumber)
    .option("--rule <id...>", "only these rules")
    .option("--no-cache", "do not read or write the cache")
    .option("--summaries <dir>", "read the summaries of packages from this folder of theirs, and write those of the package that is checked")
    .option("--stats", "print what was done, to standard error")
    .option("--fix", "apply the safe fixes")
    .option("--dry-run", "with --fix: print the changes as a diff, and change nothing")
    .action(async (paths: string[], options) => done(await (await import("./check")).check(paths, options, environment)));

  program
    .command("summarize")
    .description("write the summaries of a package's functions for the packages that depend on it; reports nothing")
    .argument("[path]", "folder of a package", ".")
    .option("--summaries <dir>", "folder for them in each package", ".phi-lens")
    .option("--policy <file>", "policy file to use")
    .option("--no-cache", "do not read or write the cache")
    .action(async (path: string, options) => done(await (await import("./summarize")).summarize(path, options, environment)));

  program
    .command("report")
    .description("write a compliance report")
    .argument("[path]", "folder, tsconfig file or source file", ".")
    .addOption(new Option("--format <format>", "form of the report").choices(["html", "md", "json"]).default("html"))
    .option("--output <file>", "write there instead of to standard output")
    .option("--policy <file>", "policy file to use")
    .option("--no-cache", "do not read or write the cache")
    .action(async (path: string, options) => done(await (await import("./reportCommand")).report(path, options, environment)));

  program
    .command("init")
    .description("write a phi-lens.json from what is found: destinations, audit and sanitizer candidates")
    .argument("[path]", "folder", ".")
    .option("--force", "overwrite a policy that is there")
    .action(async (path: string, options) => done(await (await import("./init")).init(path, options, environment)));

  program
    .command("explain")
    .description("print the page of a rule")
    .argument("<rule>", "id of the rule, such as phi-in-log")
    .action(async (rule: string) => done((await import("./explain")).explain(rule, environment)));

  program
    .command("doctor")
    .description("what was analysed, what was not, and why")
    .argument("[path]", "folder, tsconfig file or source file", ".")
    .option("--policy <file>", "policy file to use")
    .option("--no-cache", "do not read or write the cache")
    .action(async (path: string, options) => done(await (await import("./doctor")).doctor(path, options, environment)));

  program
    .command("lsp")
    .description("run the language server")
    .option("--stdio", "speak over standard input and output (the default)")
    .action(async () => {
      (await import("../lsp/server")).startServer({ stdio: true });
      done(undefined);
    });

  return program;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("Not a whole number.");
  return value;
}
