package io.amcinsights.cli;

import io.amcinsights.core.json.Json;
import io.amcinsights.local.control.LakeFile;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** {@code lake stop}. */
@Command(name = "stop", description = "Stops the lake that runs in the folder.")
final class StopCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CommandContext context;

  StopCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    LakeFolder folder = context.folder();
    LakeFile lake = folder.running().orElse(null);
    if (lake == null) {
      folder.forget(context.surroundings());
      throw folder.notRunning();
    }
    context.output().progress("Stopping the lake in " + folder.path() + " ...");
    stop(context.connect().apply(folder, lake), lake);
    folder.forget(context.surroundings());
    context.output().note("The lake in " + folder.path() + " has stopped; its data stays.");
    return CommandFailure.DONE;
  }

  /**
   * Asks the lake to end and waits until its process has; ends it from outside when it does not.
   */
  static void stop(LakeClient client, LakeFile lake) throws InterruptedException {
    ProcessHandle process = ProcessHandle.of(lake.pid()).orElse(null);
    if (process == null) {
      return;
    }
    try {
      client.post("/stop", Json.object());
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | CommandFailure e) {
      process.destroy();
    }
  }
}
