package io.amcinsights.core.transform;

import java.nio.file.Path;

/** What became of a file. */
public sealed interface Staged {

  /**
   * Rows to load.
   *
   * @param data Parquet: every source column as text under its source name made unique, rows in
   *     order, zstd
   */
  record Rows(Path data, Profile profile) implements Staged {}

  /** Nothing to load, and why: an empty result is no error. */
  record Nothing(String reason) implements Staged {}
}
