package io.amcinsights.engine.maintain;

/** What maintenance of a table did, or would do. */
public record MaintenanceReport(Compacted compacted, int snapshots, Removed orphans) {

  /**
   * Data files brought together.
   *
   * @param before how many there were
   * @param after how many took their place
   * @param bytes of the files before
   */
  public record Compacted(int before, int after, long bytes) {

    public static final Compacted NOTHING = new Compacted(0, 0, 0);
  }

  /** Files without a reference. */
  public record Removed(int files, long bytes) {

    public static final Removed NOTHING = new Removed(0, 0);
  }

  public static final MaintenanceReport NOTHING =
      new MaintenanceReport(Compacted.NOTHING, 0, Removed.NOTHING);

  /** For people. */
  public String text() {
    return "%d data files became %d (%d KB), %d snapshots expired, %d orphans removed (%d KB)"
        .formatted(
            compacted.before(),
            compacted.after(),
            kilobytes(compacted.bytes()),
            snapshots,
            orphans.files(),
            kilobytes(orphans.bytes()));
  }

  private static long kilobytes(long bytes) {
    return (bytes + 1_023) / 1_024;
  }
}
