package io.amcinsights.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds keys as AMC does, in its long form: time with milliseconds, then the workflow. */
final class UploadKeys {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern FILE =
      Pattern.compile("(?<base>.*?)(?<extension>(\\.csv)?(\\.gz)?)", Pattern.CASE_INSENSITIVE);

  // A file that has its date already is a result that was delivered before.
  private static final Pattern DATED =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?-(?<base>.+)");

  private UploadKeys() {}

  /**
   * The key of a file that is delivered now.
   *
   * @param workflow null for the file's own name
   * @param rawPrefix {@code {team}/{dataset}/} in the raw bucket; null in a tenant's
   */
  static String build(
      String fileName,
      @Nullable String workflow,
      String schedule,
      @Nullable String rawPrefix,
      Instant now) {
    Matcher file = FILE.matcher(fileName);
    String base = file.matches() ? file.group("base") : fileName;
    String extension = file.matches() ? file.group("extension") : "";
    Matcher dated = DATED.matcher(base);
    String name = workflow != null ? workflow : dated.matches() ? dated.group("base") : base;
    if (rawPrefix != null) {
      return rawPrefix + name + "/" + fileName;
    }
    String suffix = extension.isEmpty() ? ".csv" : extension;
    return "workflow=%s/schedule=%s/%s-%s%s"
        .formatted(name, schedule, TIME.format(now), name, suffix);
  }
}
