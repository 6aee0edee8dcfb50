package io.amcinsights.core.naming;

import com.google.errorprone.annotations.FormatMethod;
import io.amcinsights.core.naming.DeliveredKey.AmcResult;
import io.amcinsights.core.naming.DeliveredKey.Ignored;
import io.amcinsights.core.naming.DeliveredKey.RawFile;
import io.amcinsights.core.naming.DeliveredKey.Unknown;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys of tenant buckets and of the raw bucket. Never throws: what it cannot read is Unknown.
 */
public final class KeyGrammar {

  private static final String EXPECTED =
      "expected workflow={workflow}/schedule={schedule}/{date or time}-{name}.csv";

  private static final String WORKFLOW = "workflow=";
  private static final String SCHEDULE = "schedule=";

  // What AMC's own console runs; its workflow is named after a UUID and means nothing to anybody.
  private static final Pattern CONSOLE_QUERY =
      Pattern.compile("analytics-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}.*");

  // An assumption: AMC's guide says metadata lies beside the results, not what it is called.
  private static final Pattern METADATA_FILE =
      Pattern.compile(".*\\.metadata|.*-metadata\\..*", Pattern.CASE_INSENSITIVE);

  private static final Pattern RESULT_FILE =
      Pattern.compile(
          "(?<date>\\d{4}-\\d{2}-\\d{2})(?<time>T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z)?"
              + "-(?<base>.+)\\.csv(\\.gz)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern VERSION = Pattern.compile(".*-ver(\\d+)");

  private KeyGrammar() {}

  /** Reads {@code workflow={w}/schedule={s}/{file}} of a tenant bucket. */
  public static DeliveredKey tenantKey(String key) {
    List<String> parts = Arrays.asList(key.split("/", -1));
    if (isMetadata(parts)) {
      return new Ignored("AMC metadata beside a result; it holds no rows");
    }
    if (key.contains("#")) {
      return withPart(key);
    }
    if (parts.size() < 3 || !parts.get(0).startsWith(WORKFLOW)) {
      return unknown("Key '%s' does not start with a workflow and a schedule", key);
    }
    String workflow = parts.get(0).substring(WORKFLOW.length());
    if (CONSOLE_QUERY.matcher(workflow).matches()) {
      return new Ignored("Result of a query in the AMC console; only workflows fill tables");
    }
    if (!parts.get(1).startsWith(SCHEDULE)) {
      return unknown("Key '%s' has no schedule behind its workflow", key);
    }
    String schedule = parts.get(1).substring(SCHEDULE.length());
    if (workflow.isBlank() || schedule.isBlank()) {
      return unknown("Key '%s' names no %s", key, workflow.isBlank() ? "workflow" : "schedule");
    }
    if (parts.size() > 3) {
      return unknown("Key '%s' has a folder below its schedule", key);
    }
    return result(workflow, schedule, parts.get(2));
  }

  private static boolean isMetadata(List<String> parts) {
    String file = parts.get(parts.size() - 1);
    return METADATA_FILE.matcher(file).matches()
        || parts.subList(0, parts.size() - 1).stream().anyMatch("metadata"::equalsIgnoreCase);
  }

  private static DeliveredKey result(String workflow, String schedule, String file) {
    Matcher match = RESULT_FILE.matcher(file);
    if (!match.matches()) {
      return unknown("File '%s' is not named as AMC names results", file);
    }
    try {
      LocalDate date = LocalDate.parse(match.group("date"));
      expectTime(match.group("time"));
      Matcher version = VERSION.matcher(match.group("base"));
      return new AmcResult(
          workflow,
          schedule,
          version.matches() ? version.group(1) : null,
          YearMonth.from(date),
          file);
    } catch (DateTimeException e) {
      return unknown("File '%s' bears a date or time that does not exist", file);
    }
  }

  private static void expectTime(@Nullable String time) {
    if (time != null) {
      LocalTime.parse(time.substring(1, time.length() - 1));
    }
  }

  /** Reads {@code {team}/{dataset}/{table}/{file}} of the raw bucket. */
  public static DeliveredKey rawKey(String key) {
    String[] parts = key.split("/", 4);
    if (parts.length < 4 || Arrays.stream(parts).anyMatch(String::isBlank)) {
      String problem = "Key '%s' does not name team, dataset, table and file; expected %s";
      return new Unknown(problem.formatted(key, "{team}/{dataset}/{table}/{file}"));
    }
    if (key.endsWith("/")) {
      return new Unknown(
          "Key '%s' is a folder, not a file; delete the empty object".formatted(key));
    }
    if (key.contains("#")) {
      return withPart(key);
    }
    return new RawFile(parts[0], parts[1], parts[2], parts[3]);
  }

  private static Unknown withPart(String key) {
    return new Unknown(
        "Key '%s' has a '#', which stands before the name of a part of a file; rename the object"
            .formatted(key));
  }

  @FormatMethod
  private static Unknown unknown(String problem, Object... args) {
    return new Unknown(problem.formatted(args) + "; " + EXPECTED);
  }
}
