package io.amcinsights.core.table;

import org.jspecify.annotations.Nullable;

/**
 * What fills a table: one tenant prefix, workflow, schedule and version, or one raw-bucket folder.
 * A table has one source for ever; a second one whose name sanitises to the same is quarantined.
 *
 * @param prefix the tenant's prefix, or the team for raw-bucket tables
 * @param workflow AMC's workflow, or the raw-bucket table folder
 * @param schedule AMC's schedule, or {@code raw}
 * @param version digits after {@code -ver}, null when there are none
 */
public record TableSource(
    String prefix, String workflow, String schedule, @Nullable String version) {

  /** For people. */
  public String words() {
    String text = "prefix '%s', workflow '%s', schedule '%s'".formatted(prefix, workflow, schedule);
    return version == null ? text : text + ", version " + version;
  }
}
