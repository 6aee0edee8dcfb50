package io.amcinsights.local.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory this process uses, as the operating system counts it. */
final class ProcessMemory {

  // Linux only; elsewhere the numbers are left out.
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** Resident now. */
  static OptionalLong resident() {
    return bytes("VmRSS:");
  }

  /** Resident at its peak. */
  static OptionalLong peak() {
    return bytes("VmHWM:");
  }

  private static OptionalLong bytes(String name) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(name)) {
          return OptionalLong.of(Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024);
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
