package io.amcinsights.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The programs of this machine. */
public final class InstalledTools implements Tools {

  private static final int PATIENCE_SECONDS = 30;

  @Override
  public Optional<String> output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return ended(process);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A version fits into the pipe, so the end can be awaited before it is read. */
  private static Optional<String> ended(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return Optional.empty();
    }
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
  }
}
