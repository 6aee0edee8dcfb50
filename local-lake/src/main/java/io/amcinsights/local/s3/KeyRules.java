package io.amcinsights.local.s3;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys a folder tree cannot hold as S3 would: refused with the reason instead of stored under
 * another name or answered with an internal error.
 */
final class KeyRules {

  private static final int LONGEST_NAME = 255;

  /** An object is written beside its name first, with a random suffix. */
  private static final int SUFFIX = 1 + UUID.randomUUID().toString().length();

  private final Path root;

  KeyRules(Path root) {
    this.root = root;
  }

  /** Why the local lake cannot store this key; empty when it can. */
  Optional<String> refusal(String bucket, String key) {
    List<String> segments = List.of(key.split("/", -1));
    Optional<String> bySegment =
        segments.subList(0, segments.size() - (key.endsWith("/") ? 1 : 0)).stream()
            .flatMap(segment -> ofSegment(segment).stream())
            .findFirst();
    if (bySegment.isPresent()) {
      return bySegment.map(reason -> "Key '%s': %s".formatted(key, reason));
    }
    String last = segments.get(segments.size() - 1);
    if (bytes(last) > LONGEST_NAME - SUFFIX) {
      return Optional.of(
          "Key '%s': its last segment has %d bytes; the local lake stores at most %d"
              .formatted(key, bytes(last), LONGEST_NAME - SUFFIX));
    }
    return ofNeighbours(bucket, key);
  }

  private static Optional<String> ofSegment(String segment) {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      return Optional.of(
          "an empty segment, '.' and '..' cannot be stored by the local lake; S3 itself could");
    }
    if (bytes(segment) > LONGEST_NAME) {
      return Optional.of(
          "a segment has %d bytes; the local lake stores at most %d"
              .formatted(bytes(segment), LONGEST_NAME));
    }
    return Optional.empty();
  }

  private Optional<String> ofNeighbours(String bucket, String key) {
    Path folder = root.resolve(bucket);
    Path path;
    try {
      path = folder.resolve(key);
    } catch (InvalidPathException e) {
      return Optional.of(
          "Key '%s' is no file name here (%s); start the local lake with LC_ALL=C.UTF-8"
              .formatted(key, e.getReason()));
    }
    if (!key.endsWith("/") && Files.isDirectory(path)) {
      return Optional.of(
          "Key '%s' is also the beginning of other keys; the local lake cannot store both"
              .formatted(key));
    }
    for (Path above = path.getParent(); above != null && !above.equals(folder); ) {
      if (Files.isRegularFile(above)) {
        return Optional.of(
            "Key '%s' lies below the object '%s'; the local lake cannot store both"
                .formatted(key, folder.relativize(above)));
      }
      above = above.getParent();
    }
    return Optional.empty();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
