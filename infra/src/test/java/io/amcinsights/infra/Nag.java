package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what the rules of AWS solutions noted in an assembly. */
final class Nag {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern NOTE =
      Pattern.compile("(AwsSolutions-\\w+)(?:\\[(.*?)])?:.*", Pattern.DOTALL);

  private Nag() {}

  static List<Matrix.Finding> read(Path assembly) {
    try (Stream<Path> files = Files.list(assembly)) {
      return files
          .filter(it -> it.toString().endsWith(".metadata.json"))
          .sorted()
          .flatMap(file -> parse(file).properties().stream())
          .flatMap(entry -> notes(entry.getKey(), entry.getValue()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Matrix.Finding> notes(String path, JsonNode notes) {
    return notes
        .valueStream()
        .map(note -> NOTE.matcher(note.path("data").asText().trim()))
        .filter(Matcher::matches)
        .map(it -> new Matrix.Finding(it.group(1), path, it.group(2) == null ? "" : it.group(2)));
  }

  private static JsonNode parse(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
