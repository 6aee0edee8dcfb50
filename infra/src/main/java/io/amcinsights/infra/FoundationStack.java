package io.amcinsights.infra;

import io.amcinsights.core.dataset.Operations;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** What an installation has once and cannot lose: keys, zones, octagon; and what bounds roles. */
final class FoundationStack extends LakeStack {

  private final Path root;
  private final Key metadataKey;
  private final ZoneBuckets zones;
  private final OctagonTables octagon;
  private final Topic alarms;

  FoundationStack(Construct scope, LakeNames names, Operations operations, Path root) {
    super(
        scope,
        names,
        names.stack("foundation"),
        "zones, metadata, keys",
        "foundation",
        Kind.STATEFUL);
    this.root = root;
    Boundary.create(this, names);
    Key dataKey = Keys.create(this, "DataKey", names, "data", "Zones of " + names.prefix());
    metadataKey =
        Keys.create(
            this, "MetadataKey", names, "metadata", "Octagon and logs of " + names.prefix());
    Keys.openToLogs(metadataKey, logs(names));
    Keys.openToPublishers(metadataKey, AlarmTopic.PUBLISHERS);
    zones = new ZoneBuckets(this, "Zones", names, dataKey);
    octagon = new OctagonTables(this, "Octagon", names, metadataKey);
    alarms = new AlarmTopic(this, "Alarms", names, metadataKey, operations).topic();
    outputs(names);
  }

  /** Log groups of functions, machines and jobs of the installation. */
  private static List<String> logs(LakeNames names) {
    return List.of(
        LakeNames.functionLogs(names.prefix() + "-*"),
        LakeNames.machineLogs(names.prefix() + "-*"),
        LakeNames.jobLogs(names.prefix() + "-*"),
        LakeNames.jobLogs("crawlers*"));
  }

  /** What an operator's tools need to find the rest. */
  private void outputs(LakeNames names) {
    output("Installation", names.prefix());
    for (String table :
        List.of("Datasets", "Pipelines", "Objects", "Tables", "Executions", "Customers")) {
      output(table + "Table", names.table(table.toLowerCase(Locale.ROOT)));
    }
    output("RawBucket", zones.raw().getBucketName());
    output("AnalyticsBucket", zones.analytics().getBucketName());
    output("AlarmTopic", alarms.getTopicArn());
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(this, name + "Output").value(value).build().overrideLogicalId(name);
  }

  /** Folder of the modules whose jars are deployed. */
  Path root() {
    return root;
  }

  ZoneBuckets zones() {
    return zones;
  }

  OctagonTables octagon() {
    return octagon;
  }

  /** Seals what the installation knows about itself: octagon, logs, alarms. */
  Key metadataKey() {
    return metadataKey;
  }

  Topic alarms() {
    return alarms;
  }

  /** Iceberg's catalog as JSON: Glue's Data Catalog, files through the SDK, no Hadoop. */
  String catalogProperties() {
    return Json.write(
        Json.object()
            .put("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog")
            .put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO")
            .put("http-client.type", "urlconnection")
            .put("warehouse", "s3://" + zones.analytics().getBucketName()));
  }
}
