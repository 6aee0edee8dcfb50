package io.amcinsights.cli;

import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake demo}: a fresh lake, two tenants, the samples, and whether all came out right. */
@Command(
    name = "demo",
    description = "Delivers the samples to a fresh lake, shows what became of them, checks it.")
final class DemoCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--keep", description = "Leave the lake running, to look around in it.")
  private boolean keep;

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    var folder = new LakeFolder(Files.createTempDirectory("lake-demo-"));
    FolderCare.prepare(folder, false);
    context.output().note("Starting a fresh lake in " + folder.path());
    LakeFile lake = LakeProcess.start(context.surroundings(), folder, null, context.output());
    Duration ready = Duration.ofNanos(System.nanoTime() - start);
    // Also when Ctrl-C ends the demo in the middle.
    var ending = new Thread(() -> ProcessHandle.of(lake.pid()).ifPresent(ProcessHandle::destroy));
    Runtime.getRuntime().addShutdownHook(ending);
    LakeClient client = context.connect().apply(folder, lake);
    boolean good = false;
    try {
      Path samples = context.surroundings().home().resolve("samples");
      DemoReport report = new DemoRun(client, lake, samples, context.output()).run(start, ready);
      if (json) {
        context.output().json(report.json());
      } else {
        new DemoPage(context.output()).print(report);
      }
      good = report.ok();
    } finally {
      Runtime.getRuntime().removeShutdownHook(ending);
      leave(folder, lake, client, good);
    }
    return good ? CommandFailure.DONE : CommandFailure.FAILED;
  }

  private void leave(LakeFolder folder, LakeFile lake, LakeClient client, boolean good)
      throws IOException, InterruptedException {
    Output output = context.output();
    if (keep) {
      output.note("The lake runs on. Look around: ./lake objects --dir " + folder.path());
      output.note("Stop it: ./lake stop --dir " + folder.path());
      return;
    }
    StopCommand.stop(client, lake);
    if (good) {
      FolderCare.empty(folder.path());
      Files.deleteIfExists(folder.path());
    } else {
      output.note("What it left, its log among it, lies in " + folder.path());
    }
  }
}
