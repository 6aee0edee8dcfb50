package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Values as text: nothing is computed with, so nothing is lost. */
final class JsonValues {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonValues() {}

  /**
   * The value the parser stands on; it is left on the value's last token.
   *
   * @return texts without quotes and escapes, numbers as the file spells them, objects and arrays
   *     as JSON without spaces between; null for null
   */
  static @Nullable String text(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> compact(json);
      default -> json.getText();
    };
  }

  private static String compact(JsonParser json) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      int depth = 0;
      do {
        depth += write(json, out);
      } while (depth > 0 && json.nextToken() != null);
    }
    return text.toString();
  }

  /** Copies a token; by how much deeper the next one lies. */
  private static int write(JsonParser json, JsonGenerator out) throws IOException {
    JsonToken token = json.currentToken();
    switch (token) {
      case START_OBJECT -> out.writeStartObject();
      case START_ARRAY -> out.writeStartArray();
      case END_OBJECT -> out.writeEndObject();
      case END_ARRAY -> out.writeEndArray();
      case FIELD_NAME -> out.writeFieldName(json.currentName());
      // As it is spelt: 1.50 and 1E5 are no doubles here.
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(json.getText());
      case VALUE_STRING -> out.writeString(json.getText());
      default -> out.writeRawValue(json.getText());
    }
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }
}
