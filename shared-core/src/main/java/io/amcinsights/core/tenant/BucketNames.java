package io.amcinsights.core.tenant;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What S3 forbids in names of buckets beyond their alphabet (S3 user guide, bucket naming rules).
 */
final class BucketNames {

  private static final List<String> BEGINNINGS =
      List.of("xn--", "sthree-", "amzn-s3-demo-", "aws-");
  private static final List<String> ENDS =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  private BucketNames() {}

  static @Nullable String problem(String name) {
    if (name.contains("..")) {
      return "S3 allows no two dots in a row";
    }
    if (name.matches("[0-9]+(\\.[0-9]+){3}")) {
      return "S3 allows no IP address";
    }
    Optional<String> beginning = BEGINNINGS.stream().filter(name::startsWith).findFirst();
    if (beginning.isPresent()) {
      return "names that begin with '%s' are reserved".formatted(beginning.get());
    }
    return ENDS.stream()
        .filter(name::endsWith)
        .findFirst()
        .map("names that end with '%s' are reserved"::formatted)
        .orElse(null);
  }
}
