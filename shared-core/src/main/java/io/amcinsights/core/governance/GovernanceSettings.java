package io.amcinsights.core.governance;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.dataset.LakeFormation;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.table.Governed;
import java.util.List;
import java.util.Set;

/**
 * How tables are governed: {@code {"mode", "tags", "readers": [{"principal", "dataset",
 * "tenants"}]}}.
 *
 * @param tags what the names of LF-tags begin with, since an account has one set of them
 * @param readers those that may read rows of some tenants only
 */
public record GovernanceSettings(LakeFormation.Mode mode, String tags, List<Reader> readers) {

  /** Of a table with rows of several tenants, or with rows nobody can tell the tenants of. */
  public static final String SHARED = "shared";

  public GovernanceSettings {
    readers = List.copyOf(readers);
    if (mode == LakeFormation.Mode.IAM) {
      throw new InvalidInputException(
          "mode is iam, which governs nothing; leave GOVERNANCE away, or name hybrid or"
              + " lake-formation");
    }
  }

  /**
   * A principal that may read rows of some tenants.
   *
   * @param dataset {@code {team}-{dataset}}
   */
  public record Reader(String principal, String dataset, List<String> tenants) {

    public Reader {
      tenants = List.copyOf(tenants);
    }
  }

  public static GovernanceSettings read(String text) {
    JsonNode node = Json.read("GOVERNANCE", text);
    return new GovernanceSettings(
        mode(Json.text(node, "mode")),
        Json.text(node, "tags"),
        node.has("readers") ? Json.list(node, "readers", GovernanceSettings::reader) : List.of());
  }

  private static LakeFormation.Mode mode(String word) {
    return switch (word) {
      case "hybrid" -> LakeFormation.Mode.HYBRID;
      case "lake-formation" -> LakeFormation.Mode.LAKE_FORMATION;
      default ->
          throw new InvalidInputException(
              "GOVERNANCE has mode '%s'; expected hybrid or lake-formation", word);
    };
  }

  private static Reader reader(JsonNode node) {
    return new Reader(
        Json.text(node, "principal"),
        Json.text(node, "dataset"),
        Json.list(node, "tenants", JsonNode::asText));
  }

  /** How a table of a dataset should be governed that bears this tenant. */
  public Governed wanted(String dataset, String tenant) {
    return new Governed(
        tenant,
        readers.stream()
            .filter(reader -> reader.dataset().equals(dataset))
            .flatMap(
                reader ->
                    reader.tenants().stream().map(it -> new Governed.Grant(reader.principal(), it)))
            .toList());
  }

  /** The one tenant, unless there are several. */
  public static String tenantOf(Set<String> customers) {
    return customers.size() == 1 ? customers.iterator().next() : SHARED;
  }
}
