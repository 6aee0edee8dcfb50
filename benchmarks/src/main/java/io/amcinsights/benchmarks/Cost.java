package io.amcinsights.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What some work took, in seconds. The processor's time says more than the clock's where others
 * work on the same machine.
 */
record Cost(double wall, double cpu) {

  static final Cost MOST = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** A running measurement. */
  record Clock(long wall, long cpu) {

    Cost stop() {
      return new Cost((System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }
  }

  static Clock start() {
    return new Clock(System.nanoTime(), SYSTEM.getProcessCpuTime());
  }

  Cost least(Cost other) {
    return new Cost(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
  }

  Cost plus(Cost other) {
    return new Cost(wall + other.wall, cpu + other.cpu);
  }
}
