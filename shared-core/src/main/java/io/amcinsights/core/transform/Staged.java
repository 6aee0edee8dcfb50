package io.amcinsights.core.transform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What became of a file. */
public sealed interface Staged {

  /**
   * Rows to load.
   *
   * @param data Parquet: every source column under its source name made unique, as text unless the
   *     profile says how it is stored; rows in order, zstd
   * @param rejects broken rows that were left out, as text with a reason each; null when there are
   *     none
   */
  record Rows(Path data, Profile profile, @Nullable Path rejects) implements Staged {

    public Rows(Path data, Profile profile) {
      this(data, profile, null);
    }
  }

  /** Nothing to load, and why: an empty result is no error. */
  record Nothing(String reason) implements Staged {}
}
