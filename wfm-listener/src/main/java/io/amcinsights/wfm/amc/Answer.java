package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server answered. Its body is in no message; {@link #problem} is what may be said. */
record Answer(
    int status, String body, @Nullable String retryAfterHeader, @Nullable String requestId) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<String> EXPLANATIONS =
      List.of("message", "Message", "details", "detail", "errorMessage");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9=_-]{1,64}");

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** The token is not, or no longer, good for this: it was not done. */
  boolean isUnauthorised() {
    return status == 401 || status == 403;
  }

  boolean isThrottled() {
    return status == 429;
  }

  /** The server is at fault; what it did before is unknown. */
  boolean isFailure() {
    return status >= 500 || status == 408;
  }

  /** The body's JSON object; empty when there is no body or it is anything else. */
  Optional<JsonNode> object() {
    try {
      JsonNode node = MAPPER.readTree(body);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      // Without the exception: it quotes the body.
      return Optional.empty();
    }
  }

  /** How long the server wants to be left alone. */
  Optional<Duration> retryAfter(Instant now) {
    if (retryAfterHeader == null) {
      return Optional.empty();
    }
    String text = retryAfterHeader.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Whether the server gives one of these reasons, in whatever case. */
  boolean says(String... reasons) {
    String words = explanation().orElse("").toLowerCase(Locale.ROOT);
    return List.of(reasons).stream()
        .map(it -> it.toLowerCase(Locale.ROOT))
        .anyMatch(words::contains);
  }

  /**
   * What may be said of this answer, in a line.
   *
   * @param sent the document it answers
   */
  String problem(JsonNode sent) {
    StringBuilder problem = new StringBuilder("HTTP ").append(status);
    if (requestId != null && REQUEST_ID.matcher(requestId).matches()) {
      problem.append(", request ").append(requestId);
    }
    return problem
        .append(": ")
        .append(explanation().map(it -> Redaction.of(it, sent)).orElseGet(this::unexplained))
        .toString();
  }

  private Optional<String> explanation() {
    return object()
        .flatMap(
            node ->
                EXPLANATIONS.stream()
                    .map(node::path)
                    .filter(it -> !it.isMissingNode() && !it.isNull())
                    .map(it -> it.isValueNode() ? it.asText() : it.toString())
                    .filter(it -> !it.isBlank())
                    .findFirst()
                    .map(it -> withCode(node, it)));
  }

  private String withCode(JsonNode node, String explanation) {
    String code = node.path("code").asText("");
    return code.isBlank() || code.equals(String.valueOf(status))
        ? explanation
        : code + ": " + explanation;
  }

  private String unexplained() {
    if (body.isBlank()) {
      return "no explanation";
    }
    return object().isPresent()
        ? "no explanation in its JSON"
        : "%d characters that are no JSON object".formatted(body.length());
  }
}
