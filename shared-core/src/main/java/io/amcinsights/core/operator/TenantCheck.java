package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.Claim;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.TenantSettings;
import io.amcinsights.core.tenant.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is against a tenant's settings before anything is written; all of it at once. */
final class TenantCheck {

  private final Tenants tenants;
  private final Datasets datasets;
  private final LakeNames names;

  TenantCheck(Tenants tenants, Datasets datasets, LakeNames names) {
    this.tenants = tenants;
    this.datasets = datasets;
    this.names = names;
  }

  /**
   * Reads settings that can be carried out here.
   *
   * @throws InvalidInputException naming everything that keeps them from it
   */
  TenantSettings expectRight(JsonNode request) {
    List<String> problems = new ArrayList<>();
    TenantSettings settings;
    try {
      settings = TenantJson.request(request);
    } catch (InvalidInputException e) {
      problems.add(String.valueOf(e.getMessage()));
      settings = TenantJson.read(onlySettings(request)).settings();
    }
    problems.addAll(problemsHere(settings));
    if (!problems.isEmpty()) {
      String all = String.join("; ", problems);
      throw new InvalidInputException(
          "%s%s", Character.toUpperCase(all.charAt(0)), all.substring(1));
    }
    return settings;
  }

  private List<String> problemsHere(TenantSettings wanted) {
    List<String> problems = new ArrayList<>();
    String id = wanted.customerId();
    if (id.length() > names.longestCustomerId()) {
      problems.add(
          "customerId '%s' has %d characters, and names of this installation leave room for %d"
              .formatted(id, id.length(), names.longestCustomerId()));
    }
    boolean named = !wanted.team().isEmpty() && !wanted.dataset().isEmpty();
    if (named && datasets.find(wanted.datasetName()).isEmpty()) {
      problems.add(
          "dataset %s is not deployed; there are %s"
              .formatted(
                  wanted.datasetName(),
                  datasets.all().stream().map(Dataset::name).sorted().toList()));
    }
    if (!wanted.bucket().name().isEmpty()) {
      tenants.inBucket(wanted.bucket().name()).stream()
          .filter(it -> !it.customerId().equals(id) && !it.isLeaving())
          .forEach(it -> problems.addAll(conflicts(wanted, it)));
    }
    return problems;
  }

  /** Provisioning has the last word; this is for who mistyped, before it begins. */
  private static List<String> conflicts(TenantSettings wanted, Tenant other) {
    return Claim.of(wanted).stream()
        .filter(
            mine ->
                Claim.of(other.settings()).stream()
                    .anyMatch(it -> it.name().equals(mine.name()) && it.excludes(mine)))
        .map(it -> "%s belongs to tenant %s".formatted(it.words(), other.customerId()))
        .toList();
  }

  /** The settings as an operator writes them. */
  static ObjectNode said(TenantSettings settings) {
    return onlySettings(TenantJson.toJson(Tenant.requested(settings, Instant.EPOCH)));
  }

  /** Names of the settings in which two tenants differ. */
  static List<String> differences(TenantSettings one, TenantSettings other) {
    ObjectNode left = said(one);
    ObjectNode right = said(other);
    return TenantJson.settingNames().stream()
        .filter(it -> !Objects.equals(left.get(it), right.get(it)))
        .toList();
  }

  private static ObjectNode onlySettings(JsonNode node) {
    ObjectNode only = Json.object();
    for (String name : TenantJson.settingNames()) {
      if (node.has(name)) {
        only.set(name, node.get(name));
      }
    }
    return only;
  }
}
