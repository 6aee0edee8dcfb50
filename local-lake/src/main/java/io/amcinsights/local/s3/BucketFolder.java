package io.amcinsights.local.s3;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that a bucket is. */
final class BucketFolder {

  private BucketFolder() {}

  /** Removes one that holds no objects, only what was left of their prefixes. */
  static void remove(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      if (!all.stream().allMatch(Files::isDirectory)) {
        throw new InvalidInputException("The bucket you tried to delete is not empty");
      }
      for (Path one : all) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete bucket %s".formatted(folder), e);
    }
  }
}
