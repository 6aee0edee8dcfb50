package io.amcinsights.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What a process took, as Linux counts it; to a tenth of a second before its end.
 *
 * @param cpu processor's seconds
 * @param peakBytes the most memory that was resident
 */
record Watch(double wall, double cpu, long peakBytes) {

  private static final long MILLIS_APART = 100;

  /** Looks at a process until it ends, and ends it when that takes too long. */
  static Watch untilEnd(ProcessHandle process, long begin, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    long peak = 0;
    Duration cpu = Duration.ZERO;
    while (process.isAlive()) {
      peak = Math.max(peak, peakBytes(process.pid()));
      cpu = process.info().totalCpuDuration().orElse(cpu);
      if (System.nanoTime() - begin > patience.toNanos()) {
        process.destroyForcibly();
        throw new TimeoutException("It did not end within " + patience.toSeconds() + " s");
      }
      try {
        process.onExit().get(MILLIS_APART, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // It goes on, and is looked at again.
      }
    }
    return new Watch((System.nanoTime() - begin) / 1e9, cpu.toMillis() / 1e3, peak);
  }

  /** Of a process since it began; 0 when it is gone. */
  static long peakBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
