package io.amcinsights.engine.maintain;

import java.time.Duration;
import java.time.Instant;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;
import org.jspecify.annotations.Nullable;

/**
 * Forgets old snapshots, and with them the files nothing else needs.
 *
 * <p>Kept are 48 hours and at least 20, or more when the table's properties ask for more; whatever
 * a branch or tag names; and everything since the base of the open intent, because a commit is
 * recognised by the history it left.
 */
public final class Expiry {

  /** No writer lives as long: what one may still have to see is never gone. */
  public static final Duration AGE = Duration.ofDays(2);

  /** However old. */
  public static final int SNAPSHOTS = 20;

  private Expiry() {}

  /**
   * Counts the snapshots that may go.
   *
   * @param base the snapshot the open intent was written on; null when the table was empty then
   */
  public static int count(Table table, @Nullable Long base, Instant now) {
    return protects(table, base) ? prepare(table, base, now).apply().size() : 0;
  }

  /**
   * Expires snapshots.
   *
   * @param base the snapshot the open intent was written on; null when the table was empty then
   * @return how many
   */
  public static int run(Table table, @Nullable Long base, Instant now) {
    if (!protects(table, base)) {
      return 0;
    }
    ExpireSnapshots expire = prepare(table, base, now);
    int count = expire.apply().size();
    if (count > 0) {
      expire.commit();
    }
    return count;
  }

  /** Whether it is known since when everything must stay, and the owner lets files be deleted. */
  private static boolean protects(Table table, @Nullable Long base) {
    return base != null && table.snapshot(base) != null && collects(table);
  }

  static boolean collects(Table table) {
    return PropertyUtil.propertyAsBoolean(
        table.properties(), TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT);
  }

  private static ExpireSnapshots prepare(Table table, @Nullable Long base, Instant now) {
    long age =
        Math.max(
            AGE.toMillis(),
            PropertyUtil.propertyAsLong(
                table.properties(), TableProperties.MAX_SNAPSHOT_AGE_MS, 0));
    int least =
        Math.max(
            SNAPSHOTS,
            PropertyUtil.propertyAsInt(
                table.properties(), TableProperties.MIN_SNAPSHOTS_TO_KEEP, 0));
    long cut = now.toEpochMilli() - age;
    Snapshot oldest = base == null ? null : table.snapshot(base);
    return table
        .expireSnapshots()
        .expireOlderThan(oldest == null ? cut : Math.min(cut, oldest.timestampMillis()))
        .retainLast(least);
  }
}
