package io.amcinsights.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a run is told, as Glue passes it: {@code --name value}. Names that mean nothing here are
 * Glue's own, or a later version's.
 *
 * @param sparkMaster where Spark runs when nobody started it; empty on Glue
 */
record JobArguments(
    ObjectId manifest,
    String commitId,
    ObjectId result,
    String execution,
    String datasetsTable,
    String tablesTable,
    String objectsTable,
    String customersTable,
    String stageBucket,
    Map<String, String> catalogProperties,
    int engineMemoryMb,
    int engineThreads,
    Path workDirectory,
    Optional<String> region,
    Optional<String> sparkMaster) {

  private static final int DEFAULT_MEMORY_MB = 512;

  JobArguments {
    catalogProperties = Map.copyOf(catalogProperties);
  }

  /**
   * Reads arguments.
   *
   * @throws InvalidInputException naming everything that is missing or wrong
   */
  static JobArguments of(String... arguments) {
    var given = new Given(named(arguments));
    var read =
        new JobArguments(
            given.required("manifest", ObjectId::parse, new ObjectId("-", "-")),
            given.required("commit-id", Function.identity(), ""),
            given.required("result", ObjectId::parse, new ObjectId("-", "-")),
            given.required("execution", Function.identity(), ""),
            given.required("datasets-table", Function.identity(), ""),
            given.required("tables-table", Function.identity(), ""),
            given.required("objects-table", Function.identity(), ""),
            given.required("customers-table", Function.identity(), ""),
            given.required("stage-bucket", Function.identity(), ""),
            given.required("catalog-properties", JobArguments::properties, Map.of()),
            given.number("engine-memory-mb", DEFAULT_MEMORY_MB),
            given.number("engine-threads", Runtime.getRuntime().availableProcessors()),
            Path.of(given.find("work-directory").orElse(System.getProperty("java.io.tmpdir", "."))),
            given.find("region"),
            given.find("spark-master"));
    given.refuseIfWrong();
    return read;
  }

  private static Map<String, String> named(String... arguments) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i++) {
      if (arguments[i].startsWith("--") && !arguments[i + 1].startsWith("--")) {
        named.put(arguments[i].substring(2), arguments[i + 1]);
        i++;
      }
    }
    return named;
  }

  private static Map<String, String> properties(String json) {
    JsonNode node = Json.read("catalog-properties", json);
    Map<String, String> properties = new TreeMap<>();
    node.properties().forEach(it -> properties.put(it.getKey(), it.getValue().asText()));
    return properties;
  }

  /** Arguments, and what is wrong with them. */
  private record Given(Map<String, String> values, List<String> missing, List<String> wrong) {

    Given(Map<String, String> values) {
      this(values, new ArrayList<>(), new ArrayList<>());
    }

    Optional<String> find(String name) {
      return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    <T> T required(String name, Function<String, T> reader, T instead) {
      Optional<String> value = find(name);
      if (value.isEmpty()) {
        missing.add("--" + name);
        return instead;
      }
      return read(name, value.get(), reader, instead);
    }

    int number(String name, int fallback) {
      return find(name)
          .map(
              value ->
                  read(
                      name,
                      value,
                      text -> {
                        int number = Integer.parseInt(text);
                        if (number < 1) {
                          throw new InvalidInputException("expected a number above 0");
                        }
                        return number;
                      },
                      fallback))
          .orElse(fallback);
    }

    private <T> T read(String name, String value, Function<String, T> reader, T instead) {
      try {
        return reader.apply(value);
      } catch (NumberFormatException e) {
        wrong.add("--%s is '%s', no number".formatted(name, value));
      } catch (InvalidInputException e) {
        wrong.add("--%s is '%s': %s".formatted(name, value, e.getMessage()));
      }
      return instead;
    }

    void refuseIfWrong() {
      List<String> problems = new ArrayList<>(wrong);
      if (!missing.isEmpty()) {
        problems.add(0, "missing are " + String.join(", ", missing));
      }
      if (!problems.isEmpty()) {
        throw new InvalidInputException(
            "Correct the arguments of the job: %s", String.join("; ", problems));
      }
    }
  }
}
