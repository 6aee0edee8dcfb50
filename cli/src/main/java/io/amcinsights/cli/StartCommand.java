package io.amcinsights.cli;

import io.amcinsights.cli.Output.Colour;
import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake start}. */
@Command(name = "start", description = "Starts the local lake in its folder.")
final class StartCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--fresh", description = "Empty the folder first; it must hold a lake.")
  private boolean fresh;

  @Option(names = "--detach", description = "Return when the lake is ready; it runs on.")
  private boolean detach;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "JSON with ports: {\"ports\": {\"s3\": 9000, \"dynamodb\": ..., \"sqs\": ...}}")
  private @Nullable Path config;

  StartCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LakeFolder folder = folder();
    FolderCare.refuseRunning(folder);
    FolderCare.prepare(folder, fresh);
    if (detach) {
      return detached(folder);
    }
    return ServerMain.run(
        context.surroundings(),
        folder,
        configFile(),
        lake -> ready(folder, lake),
        () -> folder.forget(context.surroundings()));
  }

  /** A start without a folder starts in .lake, wherever the last one ran. */
  private LakeFolder folder() {
    Path named = context.root().dir();
    boolean variable = !context.surroundings().environment().getOrDefault("LAKE_DIR", "").isBlank();
    return named == null && !variable
        ? new LakeFolder(context.surroundings().home().resolve(".lake"))
        : context.folder();
  }

  private @Nullable Path configFile() {
    return config == null ? null : context.surroundings().work().resolve(config);
  }

  private int detached(LakeFolder folder) throws IOException, InterruptedException {
    long start = System.nanoTime();
    LakeFile lake =
        LakeProcess.start(context.surroundings(), folder, configFile(), context.output());
    ready(folder, lake);
    context
        .output()
        .note(
            "Ready in %s. Log: %s"
                .formatted(
                    Words.seconds(Duration.ofNanos(System.nanoTime() - start)),
                    folder.path().resolve(LakeProcess.LOG)));
    return CommandFailure.DONE;
  }

  private void ready(LakeFolder folder, LakeFile lake) {
    folder.remember(context.surroundings());
    Output output = context.output();
    output.line(output.coloured(Colour.GOOD, "The lake runs") + " in " + folder.path());
    lake.endpoints().forEach((name, url) -> output.line("  %-9s %s".formatted(name, url)));
    output.line("");
    output.line("Talk to it:  eval \"$(./lake env)\"; aws s3 ls");
    output.line("Onboard:     ./lake tenant add samples/tenants/acme.json");
    output.line("Stop it:     ./lake stop");
  }
}
