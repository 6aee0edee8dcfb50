package io.amcinsights.core.transform;

import io.amcinsights.core.error.RejectedDataException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a file. */
public sealed interface Staged {

  /** What became of a file of one table, or of one part of a file. */
  sealed interface OfOneTable extends Staged {}

  /**
   * Rows to load.
   *
   * @param data Parquet: every source column under its source name made unique, as text unless the
   *     profile says how it is stored; rows in order, zstd
   * @param rejects broken rows that were left out, as text with a reason each; null when there are
   *     none
   */
  record Rows(Path data, Profile profile, @Nullable Path rejects) implements OfOneTable {

    public Rows(Path data, Profile profile) {
      this(data, profile, null);
    }
  }

  /** Nothing to load, and why: an empty result is no error. */
  record Nothing(String reason) implements OfOneTable {}

  /**
   * A file of several tables. A transform whose files may hold several answers so always, also for
   * a file that holds one: what the file held before and holds no longer is only then noticed.
   *
   * @param parts with names of their own; no longer named is as good as deleted
   */
  record Tables(List<Part> parts) implements Staged {

    public Tables {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One table of a file.
   *
   * @param name what it is called in the file; {@link #FILE} for the file's own table
   */
  record Part(String name, OfOneTable staged) {

    /** Stands for the table that the key names, without anything behind it. */
    public static final String FILE = "";

    public Part {
      // Behind it, the part's name ends its id; see ObjectId.inCatalog().
      if (name.contains("#")) {
        throw new RejectedDataException(
            "The file holds a table '%s', and a table's name has no '#'; rename it and deliver the"
                + " file again",
            name);
      }
    }
  }
}
