package io.amcinsights.infra;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.LakeFormation.Mode;
import io.amcinsights.core.dataset.LakeFormation.Reader;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.Locale;

/**
 * What Lake Formation is told of a pipeline's tables, once they exist, by whoever finishes loads.
 */
record Governance(GovernanceStack stack, List<Dataset> datasets) {

  /** Tells a function how to govern tables, and lets it; in mode {@code iam} nothing is to do. */
  LakeFunction by(LakeFunction function) {
    if (stack.mode() == Mode.IAM) {
      return function;
    }
    Grant.onTag(stack.names().tag("tenant"))
        .of("ALTER", "ASSOCIATE", "DESCRIBE")
        .to(function, "TenantTag", function.role().getRoleArn())
        .getNode()
        .addDependency(stack);
    return function
        .set("GOVERNANCE", Json.write(document()))
        .allow(
            // Lake Formation's calls name no resources: what may be granted, it decides itself.
            Allow.actions(
                    "lakeformation:AddLFTagsToResource",
                    "lakeformation:CreateDataCellsFilter",
                    "lakeformation:GetLFTag",
                    "lakeformation:GrantPermissions",
                    "lakeformation:UpdateLFTag")
                .on("*"));
  }

  private ObjectNode document() {
    ObjectNode document =
        Json.object()
            .put("mode", stack.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("tags", stack.names().prefix());
    ArrayNode readers = document.putArray("readers");
    for (Reader reader : stack.readers()) {
      if (mine(reader) && !reader.tenants().isEmpty()) {
        ArrayNode tenants =
            readers
                .addObject()
                .put("principal", reader.principal())
                .put("dataset", reader.datasetName())
                .putArray("tenants");
        reader.tenants().forEach(tenants::add);
      }
    }
    return document;
  }

  private boolean mine(Reader reader) {
    return datasets.stream().anyMatch(it -> it.name().equals(reader.datasetName()));
  }
}
