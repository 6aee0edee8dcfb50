package io.amcinsights.core.dynamodb;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A conditional change of one row. In both expressions {@code #name} stands for the attribute of
 * that name and {@code :name} for the field of that name in {@code values}.
 *
 * @param condition always one: an update that may be repeated says when it is wanted
 */
public record Update(Key key, String change, String condition, ObjectNode values) {

  private static final Pattern NAME = Pattern.compile("#(\\w+)");

  /** How an update ended. */
  public sealed interface Outcome {

    /** The row now, whether changed or not; empty when there is none. */
    Optional<JsonNode> row();

    /** It took effect. */
    record Done(JsonNode changed) implements Outcome {

      @Override
      public Optional<JsonNode> row() {
        return Optional.of(changed);
      }
    }

    /** The condition did not hold; the row stood in the way. */
    record Refused(Optional<JsonNode> row) implements Outcome {}
  }

  /** Attribute names of an expression by their placeholders. */
  static Map<String, String> names(String... expressions) {
    return NAME.matcher(String.join(" ", expressions))
        .results()
        .map(match -> match.group(1))
        .distinct()
        .collect(toMap(name -> "#" + name, name -> name));
  }

  /** Values by their placeholders. */
  static Map<String, AttributeValue> placeholders(ObjectNode values) {
    return Rows.toItem(values).entrySet().stream()
        .collect(toMap(value -> ":" + value.getKey(), Map.Entry::getValue));
  }
}
