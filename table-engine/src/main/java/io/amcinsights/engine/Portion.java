package io.amcinsights.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one data file is made of: several staged files, or a range of rows of one that is large.
 *
 * <p>Split here and not by DuckDB, whose {@code FILE_SIZE_BYTES} loses the order of rows when it
 * writes with several threads.
 *
 * @param from first row, when it is a range
 */
record Portion(List<LocalFile> files, long from, long rows) {

  boolean single() {
    return files.size() == 1;
  }

  /**
   * Cuts the files of a partition, in the order of their objects.
   *
   * @param target bytes of a data file; staged text is about as large
   */
  static List<Portion> of(List<LocalFile> files, long target) {
    List<Portion> portions = new ArrayList<>();
    List<LocalFile> open = new ArrayList<>();
    long bytes = 0;
    for (LocalFile file : files.stream().sorted(Comparator.comparing(LocalFile::object)).toList()) {
      long size = size(file);
      if (!open.isEmpty() && bytes + size > target) {
        portions.add(whole(open));
        open = new ArrayList<>();
        bytes = 0;
      }
      if (size > target) {
        portions.addAll(ranges(file, (size + target - 1) / target));
      } else {
        open.add(file);
        bytes += size;
      }
    }
    if (!open.isEmpty()) {
      portions.add(whole(open));
    }
    return portions;
  }

  private static Portion whole(List<LocalFile> files) {
    return new Portion(
        List.copyOf(files), 0, files.stream().mapToLong(file -> file.profile().rows()).sum());
  }

  private static List<Portion> ranges(LocalFile file, long count) {
    List<Portion> ranges = new ArrayList<>();
    long rows = file.profile().rows();
    long each = (rows + count - 1) / count;
    for (long from = 0; from < rows; from += each) {
      ranges.add(new Portion(List.of(file), from, Math.min(each, rows - from)));
    }
    return ranges;
  }

  private static long size(LocalFile file) {
    try {
      return Files.size(file.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
