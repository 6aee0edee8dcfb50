package io.amcinsights.core.operator;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries an operator asks for; null means any.
 *
 * @param object one object, whatever its age
 * @param dataset {@code {team}-{dataset}}
 * @param all every delivery rather than the current one of each key
 */
public record ObjectFilter(
    @Nullable ObjectId object,
    @Nullable DeliveryState state,
    @Nullable String tenant,
    @Nullable String dataset,
    Instant since,
    boolean all) {

  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

  /**
   * Reads {@code id}, {@code state}, {@code tenant}, {@code dataset}, {@code since}, {@code all}.
   */
  public static ObjectFilter parse(Map<String, String> query, Instant now) {
    return new ObjectFilter(
        Optional.ofNullable(query.get("id")).map(ObjectId::parse).orElse(null),
        Optional.ofNullable(query.get("state")).map(ObjectFilter::state).orElse(null),
        query.get("tenant"),
        query.get("dataset"),
        since(query.get("since"), now),
        "true".equals(query.get("all")));
  }

  private static DeliveryState state(String text) {
    try {
      return DeliveryState.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          e, "No state '%s'; there are %s", text, Arrays.toString(DeliveryState.values()));
    }
  }

  /** A time, a day or an age; the beginning when nothing is said. */
  static Instant since(@Nullable String text, Instant now) {
    if (text == null) {
      return Instant.EPOCH;
    }
    Matcher age = AGE.matcher(text);
    try {
      if (age.matches()) {
        long number = Long.parseLong(age.group(1));
        return switch (age.group(2)) {
          case "s" -> now.minus(Duration.ofSeconds(number));
          case "m" -> now.minus(Duration.ofMinutes(number));
          case "h" -> now.minus(Duration.ofHours(number));
          default -> now.minus(Duration.ofDays(number));
        };
      }
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          e,
          "'%s' is no time; expected one such as 2026-03-01T12:00:00Z, a day such as 2026-03-01,"
              + " or an age such as 30m, 2h, 7d",
          text);
    }
  }

  boolean accepts(io.amcinsights.core.catalog.Delivery delivery) {
    return (state == null || delivery.state() == state)
        && (tenant == null || tenant.equals(delivery.tenant()))
        && (dataset == null || dataset.equals(delivery.dataset()));
  }
}
