package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code lake} command: wires the commands together and turns every ending to an exit code. */
public final class LakeCommand {

  private static final Set<String> LATER =
      Set.of("workflow", "library", "schedule", "runs", "run", "console");

  private final RootOptions root = new RootOptions();
  private final CommandContext context;

  LakeCommand(
      Surroundings surroundings,
      Output output,
      java.util.function.BiFunction<LakeFolder, io.amcinsights.local.control.LakeFile, LakeClient>
          connect) {
    this.context = new CommandContext(root, surroundings, output, connect);
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Path work = Path.of("").toAbsolutePath();
    Path home = Path.of(System.getProperty("lake.home", work.toString())).toAbsolutePath();
    var surroundings = new Surroundings(home, work, System.getenv(), Keyboard::line);
    // ./lake knows what its streams are; Java 17 cannot tell them apart.
    boolean colours =
        Boolean.getBoolean("lake.stdout.terminal")
            && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
    var output =
        new Output(
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            colours,
            Boolean.getBoolean("lake.stderr.terminal"));
    int code = new LakeCommand(surroundings, output, HttpLakeClient::new).run(arguments);
    output.out().flush();
    System.exit(code);
  }

  /** UTF-8 whatever the locale: names have umlauts and JSON is UTF-8. */
  private static PrintStream stream(FileDescriptor descriptor) {
    var buffered = new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16);
    return new PrintStream(buffered, true, UTF_8);
  }

  int run(String... arguments) {
    var commandLine = new CommandLine(root);
    commands().forEach(commandLine::addSubcommand);
    commandLine.setOut(new PrintWriter(context.output().out(), true, UTF_8));
    commandLine.setErr(new PrintWriter(context.output().err(), true, UTF_8));
    commandLine.setParameterExceptionHandler(this::wrongUsage);
    commandLine.setExecutionStrategy(this::execute);
    commandLine.setExecutionExceptionHandler((e, of, parsed) -> failed(e));
    return commandLine.execute(arguments);
  }

  private Map<String, Object> commands() {
    var commands = new LinkedHashMap<String, Object>();
    commands.put("demo", new DemoCommand(context));
    commands.put("start", new StartCommand(context));
    commands.put("stop", new StopCommand(context));
    commands.put("env", new EnvCommand(context));
    commands.put("status", new StatusCommand(context));
    commands.put("ingest", new IngestCommand(context));
    commands.put("wait", new WaitCommand(context));
    commands.put("objects", new ObjectsCommand(context));
    commands.put("tables", new TablesCommand(context));
    commands.put("table", new TableCommand(context));
    commands.put("query", new QueryCommand(context));
    commands.put("executions", new ExecutionsCommand(context));
    commands.put("execution", new ExecutionCommand(context));
    commands.put("cost", new CostCommand(context));
    commands.put("dlq", DlqCommand.with(context));
    commands.put("backfill", new BackfillCommand(context));
    commands.put("maintain", new MaintainCommand(context));
    commands.put("tenant", TenantCommand.with(context));
    commands.put("dataset", DatasetCommand.with(context));
    commands.put("deploy", new CdkCommand.Deploy(context));
    commands.put("diff", new CdkCommand.Diff(context));
    commands.put("synth", new CdkCommand.Synth(context));
    commands.put("destroy", new DestroyCommand(context));
    commands.put("doctor", new DoctorCommand(context));
    return commands;
  }

  private int execute(ParseResult parsed) {
    ParseResult innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    CommandLine command = innermost.commandSpec().commandLine();
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    try {
      root.check(command.getCommand());
      if (command.getCommand() instanceof Callable<?> callable
          && callable.call() instanceof Integer code) {
        return code;
      }
      throw new ParameterException(command, "A command is missing.");
    } catch (ParameterException e) {
      return wrongUsage(e, new String[0]);
    } catch (Exception e) {
      return failed(e);
    }
  }

  private int failed(Exception e) {
    Output output = context.output();
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    output.note(output.coloured(Output.Colour.BAD, "lake: ") + message);
    if (root.verbose()) {
      e.printStackTrace(output.err());
    }
    return e instanceof CommandFailure failure ? failure.exitCode() : CommandFailure.FAILED;
  }

  private int wrongUsage(ParameterException e, String[] arguments) {
    Output output = context.output();
    CommandLine command = e.getCommandLine();
    String later = later(e, command);
    if (!later.isEmpty()) {
      output.note("lake: '" + later + "' is not in this version. Commands that are: lake --help");
      return CommandFailure.USAGE;
    }
    output.note("lake: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      output.note("See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    command.getErr().flush();
    return CommandFailure.USAGE;
  }

  private static String later(ParameterException e, CommandLine command) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    List<String> rest = unmatched.getUnmatched();
    String first = rest.isEmpty() ? "" : rest.get(0);
    boolean known = command.getCommandName().equals("lake") && LATER.contains(first);
    return known ? command.getCommandSpec().qualifiedName() + " " + first : "";
  }
}
