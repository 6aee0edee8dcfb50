package io.amcinsights.core.naming;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** What an object's key says about it. */
public sealed interface DeliveredKey {

  /**
   * A result AMC delivered.
   *
   * @param version digits of {@code -ver{n}} at the end of the base name, null when absent
   * @param exported year and month of the date in the file name (UTC)
   */
  record AmcResult(
      String workflow, String schedule, @Nullable String version, YearMonth exported, String file)
      implements DeliveredKey {}

  /**
   * A file under a raw-bucket key {@code {team}/{dataset}/{table}/...}.
   *
   * @param file everything behind the table's folder
   */
  record RawFile(String team, String dataset, String table, String file) implements DeliveredKey {}

  /** Known and not meant to be loaded: console queries, AMC's metadata objects. */
  record Ignored(String reason) implements DeliveredKey {}

  /** Outside the grammar. */
  record Unknown(String reason) implements DeliveredKey {}
}
