package io.amcinsights.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Removes what uploads left behind that a killed process never answered. */
final class UnfinishedUploads {

  private static final Logger LOG = LogManager.getLogger(UnfinishedUploads.class);
  private static final Pattern NAME =
      Pattern.compile(".+-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private UnfinishedUploads() {}

  static void remove(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      files.filter(UnfinishedUploads::isUnfinished).forEach(UnfinishedUploads::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for unfinished uploads in %s".formatted(root), e);
    }
  }

  // The server gives a file its attributes last, just before it moves it to its name.
  private static boolean isUnfinished(Path file) {
    if (!NAME.matcher(file.getFileName().toString()).matches() || !Files.isRegularFile(file)) {
      return false;
    }
    try {
      UserDefinedFileAttributeView attributes =
          Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
      return attributes != null && attributes.list().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      LOG.info("Removed {}, an upload that was never finished", file);
    } catch (IOException e) {
      LOG.warn("Cannot remove {}, an upload that was never finished", file, e);
    }
  }
}
