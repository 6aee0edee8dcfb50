package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A tenant's settings as options. An empty value takes a setting away. */
final class TenantFlags {

  @Option(names = "--id", paramLabel = "ID", description = "Its id: customerId.")
  private @Nullable String id;

  @Option(names = "--name", paramLabel = "NAME", description = "What people call it (its id).")
  private @Nullable String name;

  @Option(
      names = "--bucket",
      paramLabel = "BUCKET",
      description = "Where AMC delivers its results.")
  private @Nullable String bucket;

  @Option(
      names = "--amc-account",
      paramLabel = "ACCOUNT",
      description = "Account that AMC delivers from.")
  private @Nullable String amcAccount;

  @Option(
      names = "--prefix",
      paramLabel = "P",
      description = "What names of its tables begin with (its id).")
  private @Nullable String prefix;

  @Option(
      names = "--shares-prefix",
      negatable = true,
      description = "Others may have the same prefix, and write into the same tables.")
  private @Nullable Boolean sharesPrefix;

  @Option(
      names = "--team",
      paramLabel = "TEAM",
      description = "Team of its dataset (the one that is deployed).")
  private @Nullable String team;

  @Option(
      names = "--dataset",
      paramLabel = "D",
      description = "Its dataset, without the team (the one that is deployed).")
  private @Nullable String dataset;

  @Option(
      names = "--bucket-region",
      paramLabel = "REGION",
      description = "Region of its bucket; also --region (the lake's).")
  private @Nullable String region;

  @Option(
      names = {"--account", "--bucket-account"},
      paramLabel = "ACCOUNT",
      description = "Account of its bucket (the lake's).")
  private @Nullable String account;

  @Option(
      names = "--bucket-exists",
      negatable = true,
      description = "The bucket is there: it is adopted and stays as it is.")
  private @Nullable Boolean bucketExists;

  @Option(
      names = "--merge-settings",
      negatable = true,
      description = "What an adopted bucket lacks is added to its notifications and policy.")
  private @Nullable Boolean mergeSettings;

  @Option(
      names = "--own-key",
      negatable = true,
      description = "Sealed with a key of its own, not with the one that tenants share.")
  private @Nullable Boolean ownKey;

  @Option(
      names = "--key-prefix",
      paramLabel = "P/",
      description = "Only what lies below is this tenant's; for buckets of several.")
  private @Nullable String keyPrefix;

  @Option(names = "--amc-instance", paramLabel = "ID", description = "Its AMC instance.")
  private @Nullable String instance;

  @Option(names = "--amc-advertiser", paramLabel = "ID", description = "Its advertiser.")
  private @Nullable String advertiser;

  @Option(names = "--amc-marketplace", paramLabel = "ID", description = "Its marketplace.")
  private @Nullable String marketplace;

  @Option(
      names = "--auth",
      paramLabel = "ID",
      description = "Credentials that AMC is asked with (the installation's).")
  private @Nullable String auth;

  @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag; may be repeated.")
  private @Nullable Map<String, String> tags;

  @Option(
      names = "--notify",
      paramLabel = "ARN",
      description = "SNS topic that hears when its provisioning ends.")
  private @Nullable String notify;

  /**
   * The settings that were given, by the names of the record.
   *
   * @param anyRegion of {@code --region}, which every command knows; null without
   */
  ObjectNode fields(@Nullable String anyRegion) {
    ObjectNode fields = Json.object();
    texts(anyRegion).forEach((field, value) -> put(fields, field, value));
    put(fields, "sharesPrefix", sharesPrefix);
    put(fields, "bucketExists", bucketExists);
    put(fields, "mergeSettings", mergeSettings);
    put(fields, "ownKey", ownKey);
    if (tags != null) {
      Json.putTexts(fields, "tags", tags);
    }
    return fields;
  }

  private Map<String, @Nullable String> texts(@Nullable String anyRegion) {
    var texts = new LinkedHashMap<String, @Nullable String>();
    texts.put("customerId", id);
    texts.put("customerName", name);
    texts.put("prefix", prefix);
    texts.put("team", team);
    texts.put("dataset", dataset);
    texts.put("bucketName", bucket);
    texts.put("bucketRegion", region == null ? anyRegion : region);
    texts.put("bucketAccount", account);
    texts.put("keyPrefix", keyPrefix);
    texts.put("amcAwsAccount", amcAccount);
    texts.put("amcInstanceId", instance);
    texts.put("amcAdvertiserId", advertiser);
    texts.put("amcMarketplaceId", marketplace);
    texts.put("authId", auth);
    texts.put("notifyTopicArn", notify);
    return texts;
  }

  private static void put(ObjectNode fields, String field, @Nullable String value) {
    if (value != null && value.isEmpty()) {
      fields.putNull(field);
    } else {
      Json.putIfPresent(fields, field, value);
    }
  }

  private static void put(ObjectNode fields, String field, @Nullable Boolean value) {
    if (value != null) {
      fields.put(field, value);
    }
  }
}
