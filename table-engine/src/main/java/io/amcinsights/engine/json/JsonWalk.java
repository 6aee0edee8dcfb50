package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.Staged.Part;
import java.io.IOException;

/** Goes through a file once and shows every record of every array to a visitor. */
final class JsonWalk {

  static final String EXPECTED =
      "expected an array of objects, an object of such arrays, or one object per line";

  private static final int LONGEST_NAME = 200;

  /** How a file holds its records. */
  enum Shape {
    EMPTY,
    ARRAY,
    OBJECT,
    LINES
  }

  /** Is shown the records. */
  interface Visitor {

    /** An array begins; {@link Part#FILE} when it is the whole file. */
    void begin(String array) throws IOException;

    /** A record: the parser stands on its first token and must be left on its last. */
    void record(JsonParser json) throws IOException;

    void end() throws IOException;
  }

  private final JsonParser json;
  private final Visitor visitor;
  private long record;

  JsonWalk(JsonParser json, Visitor visitor) {
    this.json = json;
    this.visitor = visitor;
  }

  /**
   * Finds out what a file is, from its beginning.
   *
   * @param lines whether it is known to be LINES unless it is empty
   */
  static Shape shapeOf(JsonParser json, boolean lines) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      return Shape.EMPTY;
    }
    if (lines) {
      return Shape.LINES;
    }
    if (first == JsonToken.START_ARRAY) {
      return Shape.ARRAY;
    }
    if (first != JsonToken.START_OBJECT) {
      throw Faults.at(
          json.currentTokenLocation(), "the file is %s; %s".formatted(word(first), EXPECTED));
    }
    json.skipChildren();
    return json.nextToken() == null ? Shape.OBJECT : Shape.LINES;
  }

  /** Walks through a file of a known shape, from its beginning. */
  void walk(Shape shape) throws IOException {
    json.nextToken();
    switch (shape) {
      case ARRAY -> {
        array(Part.FILE);
        expectEnd();
      }
      case OBJECT -> members();
      case LINES -> lines();
      case EMPTY -> {
        // There is nothing to walk through.
      }
    }
  }

  private void lines() throws IOException {
    visitor.begin(Part.FILE);
    record = 0;
    do {
      record(Part.FILE);
    } while (json.nextToken() != null);
    visitor.end();
  }

  private void members() throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY) {
        expectUsable(name);
        array(name);
      } else {
        json.skipChildren();
      }
    }
  }

  /** A name that could not be part of an id and of a table's name. */
  private void expectUsable(String array) {
    if (array.isBlank() || array.length() > LONGEST_NAME) {
      throw fault(
          "an array is named '%s', which cannot become a table; name it with 1 to %d characters"
              .formatted(Shown.of(array), LONGEST_NAME));
    }
  }

  private void array(String name) throws IOException {
    visitor.begin(name);
    record = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      record(name);
    }
    visitor.end();
  }

  private void record(String array) throws IOException {
    record++;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw fault(
          "record %d%s is %s, not an object"
              .formatted(record, of(array), word(json.currentToken())));
    }
    visitor.record(json);
  }

  static String of(String array) {
    return array.equals(Part.FILE) ? "" : " of '" + Shown.of(array) + "'";
  }

  private void expectEnd() throws IOException {
    if (json.nextToken() != null) {
      throw fault("there is more behind the end of the array");
    }
  }

  private RejectedDataException fault(String what) {
    return Faults.at(json.currentTokenLocation(), what);
  }

  private static String word(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "a number";
    };
  }
}
